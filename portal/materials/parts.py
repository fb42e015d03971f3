"""Bytes that wait, sealed from the moment they touch the disk."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast
from uuid import UUID

from django.conf import settings

from portal.sealed_file import SealedReader, seal

PIECE = 64 * 1024
Piece = tuple[int, str]
"""Size and SHA-256 of what one request brought."""


@contextmanager
def sealed(token: UUID, arriving: Iterable[bytes]) -> Iterator[tuple[Path, Piece]]:
    """Seal what arrives into a nameless file; it is gone afterwards unless ``settle`` took it."""
    folder = _folder(token)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".")
    counted = _Counted(arriving)
    try:
        with os.fdopen(handle, "wb") as sink:
            sha256 = seal(counted, sink, _keys()[0])
            sink.flush()
            os.fsync(sink.fileno())
        yield Path(name), (counted.size, sha256)
    finally:
        Path(name).unlink(missing_ok=True)


def settle(token: UUID, temporary: Path, *, number: int, piece: Piece) -> None:
    """Give a sealed piece its place; whatever an interrupted attempt left there goes."""
    temporary.replace(_path(token, number, piece[1]))
    folder = os.open(_folder(token), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def joined(token: UUID, pieces: Sequence[Sequence[Any]]) -> IO[bytes]:
    """Read all pieces as the one file they are. Raises ``FileNotFoundError``, ``VaultError``."""
    return cast(IO[bytes], io.BufferedReader(_Joined(_through(token, pieces)), PIECE))


def forget(token: UUID) -> None:
    """Remove everything that waits under a token; twice is once."""
    shutil.rmtree(_folder(token), ignore_errors=True)


def tokens(*, older_than: float) -> Iterator[UUID]:
    """Whose bytes lie here since before a Unix time; younger ones may be about to get a row."""
    for path in Path(settings.UPLOADS_DIR).glob("[0-9a-f][0-9a-f]/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < older_than:
                yield UUID(path.name)


class _Counted:
    def __init__(self, arriving: Iterable[bytes]) -> None:
        self.arriving, self.size = arriving, 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.arriving:
            self.size += len(chunk)
            yield chunk


class _Joined(io.RawIOBase):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.rest = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        self.rest = self.rest or next(self.chunks, b"")
        given, self.rest = self.rest[: len(target)], self.rest[len(target) :]
        target[: len(given)] = given
        return len(given)


def _through(token: UUID, pieces: Sequence[Sequence[Any]]) -> Iterator[bytes]:
    for number, (_size, sha256) in enumerate(pieces):
        path = _path(token, number, sha256)
        with path.open("rb") as file, SealedReader(file, sha256, _keys()) as reader:
            while chunk := reader.read(PIECE):
                yield chunk


def _path(token: UUID, number: int, sha256: str) -> Path:
    return _folder(token) / f"{number:06d}-{sha256[:16]}"


def _folder(token: UUID) -> Path:
    return Path(settings.UPLOADS_DIR) / token.hex[:2] / token.hex


def _keys() -> list[bytes]:
    return [urlsafe_b64decode(key) for key in settings.FIELD_KEYS]
