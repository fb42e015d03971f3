"""A second checkout beside this one: with its own ``.local`` it is as fresh as a clone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from portal.local.locks import owned
from portal.local.places import CHECKOUT, Home

PATIENCE = 400.0  # seconds; a quiet machine needs a tenth of it
LONGEST_WAIT = 600.0  # for the other worker of a parallel run

NOT_CLONED = shutil.ignore_patterns(
    ".git",
    ".venv*",
    ".local",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    "screenshots",
    "staticfiles",
)
OF_THE_TEST_RUN = (
    "DATABASE_URL REDIS_URL SECRET_KEY FIELD_KEYS LOOKUP_KEYS VAULT_DIR SITE_URL PORTAL_ENV DEBUG"
).split()


def fresh_checkout(folder: Path) -> Path:
    """Everything that is in the repository, and nothing that was made on this machine."""
    place = folder / "checkout"
    shutil.copytree(CHECKOUT, place, ignore=NOT_CLONED, symlinks=True)
    return place


def surroundings() -> dict[str, str]:
    """The environment without what this test run has set for itself."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in OF_THE_TEST_RUN and not name.startswith(("PYTEST_", "DJANGO_"))
    }


def manage(checkout: Path, *words: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """One command in the checkout, run to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=checkout,
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


@dataclass(frozen=True)
class Ran:
    """A demonstration that has come to its end."""

    checkout: Path
    status: int
    said: str
    seconds: float

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.checkout / "r.json").read_text())
        return found

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "checkout": str(self.checkout)}

    @classmethod
    def told(cls, told: dict[str, Any]) -> Ran:
        return cls(**{**told, "checkout": Path(told["checkout"])})


def play(checkout: Path, *words: str) -> Ran:
    """``manage.py demo --once --report r.json`` in the checkout."""
    begun = time.monotonic()
    ended = manage(checkout, "demo", "--once", "--report", "r.json", *words, seconds=PATIENCE)
    said = ended.stdout + ended.stderr
    return Ran(checkout, ended.returncode, said, time.monotonic() - begun)


@contextmanager
def alone(checkout: Path) -> Iterator[None]:
    with owned(checkout.with_name("alone.lock"), wait=LONGEST_WAIT) as mine:
        assert mine
        yield


def processes(checkout: Path) -> dict[int, str]:
    """Every living process that works in the checkout or was started from it."""
    found = {}
    sockets = Home(checkout / ".local").name
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        with suppress(OSError):
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            where = (folder / "cwd").readlink()
            if str(checkout) in line or sockets in line or where.is_relative_to(checkout):
                found[int(folder.name)] = line
    return found
