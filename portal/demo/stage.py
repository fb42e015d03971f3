"""The running portal under a demonstration: web, worker and beat, and whether they answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import FrameType
from typing import Final, Self

import httpx

from portal.demo.exceptions import DemoFailed, StepFailed
from portal.local.house import House

READY_WITHIN: Final = 90.0
PAUSE: Final = 0.3


class Stage(House):
    """A house that can be left at any moment: the first Ctrl-C (or TERM) ends the play under way.

    Once leaving has begun, further ones change nothing: the children are being ended already.
    """

    leaving = False

    def __enter__(self) -> Self:
        try:
            super().__enter__()
        except BaseException:
            self.stop()  # told to leave while the children were being started
            raise
        return self

    def ask(self, signal_: int, frame: FrameType | None) -> None:
        first = not self.asked.is_set()
        super().ask(signal_, frame)
        if first and not self.leaving:
            raise KeyboardInterrupt

    def stop(self) -> None:
        self.leaving = True
        super().stop()

    def wait_quietly(self) -> int:
        """Serve until told to stop (0), or until a part ends by itself (1)."""
        try:
            return self.wait()
        except KeyboardInterrupt:
            return 0

    def look(self) -> None:
        """Raise when a part has ended, or the play has been told to: waiting would be in vain."""
        if self.asked.is_set():
            raise DemoFailed("interrupted")
        for name, process in self.running.items():
            if process.poll() is not None:
                log = getattr(self.output, "name", "its log")
                raise DemoFailed(f"{name} ended with {process.returncode}; see {log}")

    def await_ready(self, base: str) -> None:
        """Until web, database, broker and worker answer."""
        address = f"{base}/readyz"
        _await(lambda: _ready(address), self.look, address)
        self.look()  # whoever answered there, it must be ours


def _await(ready: Callable[[], str], look: Callable[[], None], address: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while told := ready():
        look()
        if time.monotonic() > until:
            raise StepFailed("wait for the portal", address, told)
        time.sleep(PAUSE)


def _ready(address: str) -> str:
    """What is not ready yet; empty when all is."""
    try:
        answer = httpx.get(address, timeout=5.0, trust_env=False)
    except httpx.HTTPError as error:
        return f"{type(error).__name__}: {error}"
    return "" if answer.status_code == httpx.codes.OK else f"{answer.status_code}: {answer.text}"
