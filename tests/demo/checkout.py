"""A second checkout beside this one: with its own ``.local`` it is as fresh as a clone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal.local.places import CHECKOUT

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
