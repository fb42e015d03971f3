"""Text messages, through whatever sender the sign-in codes use."""

from __future__ import annotations


def ready() -> bool:
    """Whether there is a way to send any."""
    return False
