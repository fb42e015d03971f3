"""File locks (flock) that the kernel drops with the process, so that none is ever stale."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PAUSE = 0.02  # seconds between two looks


class Lock:
    """One lock file; children started by exec do not inherit it, forked ones share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self, *, wait: float) -> bool:
        return self.get(fcntl.LOCK_SH, wait=wait)

    def own(self, *, wait: float) -> bool:
        return self.get(fcntl.LOCK_EX, wait=wait)

    def own_at_last(self) -> None:
        """Wait, without looking again and again, until nobody else holds it."""
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    def get(self, kind: int, *, wait: float) -> bool:
        until = time.monotonic() + wait
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(self.descriptor, kind | fcntl.LOCK_NB)
                return True
            if time.monotonic() >= until:
                return False
            time.sleep(PAUSE)

    def write(self, text: str) -> None:
        """Note something for readers, usually the holder's process id."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, text.encode(), 0)

    def read(self) -> str:
        return os.pread(self.descriptor, 200, 0).decode()

    def close(self) -> None:
        os.close(self.descriptor)


@contextmanager
def owned(path: Path, *, wait: float) -> Iterator[bool]:
    """Own the lock for a while; yields whether that worked."""
    lock = Lock(path)
    try:
        yield lock.own(wait=wait)
    finally:
        lock.close()
