"""Waiting for others: look again and again, but not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from portal.demo.exceptions import StepFailed

Found = TypeVar("Found")

LONGEST: Final = 60.0  # seconds; the machine's steps take about one
PAUSE: Final = 0.2


def until(
    look: Callable[[], Found | None], *, step: str, address: str, missing: Callable[[], str]
) -> Found:
    """What ``look`` finds at last. Raises ``StepFailed`` with what was there instead."""
    end = time.monotonic() + LONGEST
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise StepFailed(step, address, f"not after {LONGEST:.0f} s; {missing()}")
        time.sleep(PAUSE)
