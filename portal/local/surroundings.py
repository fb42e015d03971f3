"""What the machine must offer: a private socket folder and shared memory."""

import os
import stat
import tempfile
from pathlib import Path

from portal.local.exceptions import NotOurs, SharedMemoryMissing
from portal.local.places import Home

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - PostgreSQL and the worker need exactly this one


def look(home: Home) -> None:
    """Make the instance's folders and refuse, with the remedy, what cannot work."""
    shared_memory(SHARED_MEMORY)
    mine(home)
    sockets(home.sockets)


def shared_memory(folder: Path) -> None:
    sudo = "" if os.getuid() == 0 else "sudo "
    if not folder.is_dir():
        raise SharedMemoryMissing(
            f"{folder} does not exist, and PostgreSQL needs it. Make it with: "
            f"{sudo}mkdir -p {folder} && {sudo}mount -t tmpfs -o mode=1777 tmpfs {folder}"
        )
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        raise SharedMemoryMissing(
            f"{folder} cannot be written, and PostgreSQL needs it. Mend it with: "
            f"{sudo}mount -o remount,rw,mode=1777 {folder} || {sudo}chmod 1777 {folder}"
        ) from None


def mine(home: Home) -> None:
    """The data folder: closed to others, except that root's lesser user may walk through."""
    home.root.mkdir(mode=0o755, parents=True, exist_ok=True)
    owner = home.root.stat().st_uid
    if os.getuid() not in (0, owner):
        raise NotOurs(
            f"{home.root} belongs to another user. "
            f"Give it back with: sudo chown -R $(id -u) '{home.root}'"
        )
    if os.getuid() == owner:
        home.root.chmod(0o711 if owner == 0 else 0o700)
    home.log.mkdir(mode=0o700, exist_ok=True)


def sockets(folder: Path) -> None:
    """A folder in a public place is used only when it is ours and closed to everybody else."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        ours = os.getuid() in (0, found.st_uid)
        if not stat.S_ISDIR(found.st_mode) or not ours or found.st_mode & 0o077:
            raise NotOurs(
                f"{folder} is not a private folder of this user. "
                f"Remove it with: sudo rm -rf '{folder}'"
            ) from None
