"""A device of a hall: it may keep sealed cases, which signing out must not wipe away."""

from typing import Final

DESK_COOKIE: Final = "desk_device"
"""Stands on devices that work at a desk (``portal.console.offline``); says nothing else."""
