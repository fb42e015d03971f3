"""What a scanner has put into the clerk's folder: offered, taken when assigned, then set aside.

The folder is ``SCANNER_DIR/<hall>/<staff number>/``, or ``SCANNER_DIR/<hall>/window-<label>/`` for
who sits at a window; it must be there already, nothing here creates it. Whoever can write to it is
not trusted: no name leads out of the folder, no link is followed, and what a file is its content
says. A file still being written is not offered yet.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants.contents import FileType
from departments.models import Officer

SETTLED: Final = 3.0  # seconds without a change before a file counts as written
MOST_OFFERED: Final = 60
MOST_LOOKED_AT: Final = 2000
TAKEN: Final = "taken"
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_READ_ONLY: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class ScannerRefused(Exception):
    """``str()`` says why the folder or a file of it cannot be used."""

    message: str | Promise = _("扫描仪文件夹里没有这个文件，可能已被取走，请刷新页面。")

    def __str__(self) -> str:
        return str(self.message)


class StillWriting(ScannerRefused):
    message = _("这个文件还在写入，请等扫描仪扫完再取。")


class TooBig(ScannerRefused):
    message = _("这个文件太大，不能取用。请降低扫描分辨率后重扫。")


@dataclass(frozen=True, slots=True)
class Scan:
    """One file offered; ``key`` stands for it in addresses, ``problem`` says why not to take it."""

    key: str
    name: str
    at: datetime
    size: int
    kind: FileType | None
    problem: str | Promise = ""


def folder_of(officer: Officer, window: str = "") -> Path | None:
    """Where this clerk's scanner puts its files; None where no such folder was set up."""
    hall = officer.hall.code if officer.hall else ""
    if not settings.SCANNER_DIR or not _PLAIN.fullmatch(hall):
        return None
    for name in (officer.number, f"window-{window}"):
        path = Path(settings.SCANNER_DIR) / hall / name
        if _PLAIN.fullmatch(name) and path.is_dir() and not path.is_symlink():
            return path
    return None


def offered(folder: Path) -> list[Scan]:
    """The files in the folder, oldest first; links, devices and folders are not among them."""
    with _opened(folder) as there:
        found = [_scan(there, name) for name in _names(there)]
    return sorted((one for one in found if one), key=lambda one: (one.at, one.name))[:MOST_OFFERED]


def content(folder: Path, key: str) -> tuple[Scan, bytes]:
    """One file with its bytes. Raises ``ScannerRefused`` when it is gone, grows or is too large."""
    with _opened(folder) as there:
        scan, name = _named(there, key)
        if scan.problem:
            refused = ScannerRefused()
            refused.message = scan.problem
            raise refused
        try:
            handle = os.open(name, _READ_ONLY, dir_fd=there)
        except OSError:
            raise ScannerRefused from None
        with os.fdopen(handle, "rb") as file:
            before = os.fstat(handle)
            if not _plain(before):  # something else was put in its place since it was looked at
                raise ScannerRefused
            read = file.read(int(settings.DOCUMENT_MAX_BYTES) + 1)
            after = os.fstat(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise StillWriting
    if len(read) > settings.DOCUMENT_MAX_BYTES:
        raise TooBig
    return scan, read


def set_aside(folder: Path, key: str) -> None:
    """Move a file that was taken into ``taken/``; one that is gone already is no matter."""
    with _opened(folder) as there, suppress(ScannerRefused, OSError):
        _scan, name = _named(there, key)
        with suppress(FileExistsError):
            os.mkdir(TAKEN, mode=0o700, dir_fd=there)
        into = os.open(TAKEN, _FOLDER, dir_fd=there)
        try:
            os.rename(name, f"{time.time_ns()}-{name}", src_dir_fd=there, dst_dir_fd=into)
        finally:
            os.close(into)


def picture_name(scan: Scan) -> str:
    """A plain name for the vault: the scanner's own may say anything."""
    kind = scan.kind or FileType.JPEG
    return f"scan-{scan.at:%Y%m%d-%H%M%S}.{kind.extensions[0]}"


def as_stream(read: bytes) -> BytesIO:
    return BytesIO(read)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    try:
        there = os.open(folder, _FOLDER)
    except OSError:
        raise ScannerRefused from None
    try:
        yield there
    finally:
        os.close(there)


def _names(there: int) -> list[str]:
    with os.scandir(there) as entries:
        names = [one.name for one in entries if not one.name.startswith(".")]
    return sorted(names)[:MOST_LOOKED_AT]


def _named(there: int, key: str) -> tuple[Scan, str]:
    for name in _names(there):
        if _key(name) == key and (scan := _scan(there, name)):
            return scan, name
    raise ScannerRefused


def _key(name: str) -> str:
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:32]


def _scan(there: int, name: str) -> Scan | None:
    """None for what is no file of its own: a link, a folder, one still being written."""
    try:
        found = os.stat(name, dir_fd=there, follow_symlinks=False)
    except OSError:
        return None
    if not _plain(found):
        return None
    if time.time() - found.st_mtime < SETTLED or not found.st_size:
        return None
    kind = _kind(there, name)
    return Scan(
        key=_key(name),
        name="".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)[:80],
        at=datetime.fromtimestamp(found.st_mtime, tz=UTC),
        size=found.st_size,
        kind=kind,
        problem=_problem(found.st_size, kind),
    )


def _plain(found: os.stat_result) -> bool:
    """A file of its own, under no second name that may lie elsewhere."""
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1


def _problem(size: int, kind: FileType | None) -> str | Promise:
    if kind is None:
        return _("不是 JPEG、PNG 或 PDF，不能取用。请把扫描仪的保存格式改为 JPEG 或 PDF。")
    return TooBig.message if size > settings.DOCUMENT_MAX_BYTES else ""


def _kind(there: int, name: str) -> FileType | None:
    """What a file begins like, whatever it is called."""
    try:
        handle = os.open(name, _READ_ONLY, dir_fd=there)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        begin = file.read(16)
    return next((kind for kind in FileType if begin.startswith(kind.signature)), None)
