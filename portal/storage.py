"""The vault: files kept sealed, each once, under the SHA-256 of its content."""

import io
import os
import re
import tempfile
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from portal.sealed_file import (
    CHUNK,
    HEADER,
    KeyMissing,
    SealBroken,
    SealedReader,
    VaultError,
    plain_size,
    seal,
    sealed_with,
)

__all__ = ["ContentMismatch", "KeyMissing", "SealBroken", "SealedStorage", "VaultError", "address"]

ADDRESS = re.compile(r"(?:(?P<folders>[0-9a-f]{2}/[0-9a-f]{2})/)?(?P<sha>[0-9a-f]{64})")


class ContentMismatch(VaultError):
    """The content's SHA-256 is not the one it was announced under; send it again."""

    code = "content_mismatch"


@deconstructible
class SealedStorage(Storage):
    """Django storage over a folder of sealed files; names are ``ab/cd/<sha256>`` or the bare hash.

    ``keys`` are Fernet-shaped (32 bytes, url-safe base64), newest first; ``FIELD_KEYS`` by default.
    """

    def __init__(self, location: str | os.PathLike[str], keys: Sequence[str] | None = None) -> None:
        self.location = Path(location)
        self._given_keys = keys

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Seal ``content`` to disk chunk by chunk and return its address.

        The same content is stored once. A ``name`` that is an address is a promise: if the content
        hashes to another, nothing is kept and ``ContentMismatch`` is raised. Other names are
        ignored. Whatever the content's reader raises leaves nothing behind.
        """
        with self._incoming() as (temporary, sink):
            sha256 = seal(_pieces(content), sink, self._keys()[0])
            if name and ADDRESS.fullmatch(name) and self._sha256(name) != sha256:
                raise ContentMismatch(f"Announced {name}, received {sha256}.")
            self._keep(temporary, sink, sha256)
        return address(sha256)

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        if mode not in ("r", "rb"):
            raise ValueError("The vault's files are read whole or in part, never written in place.")
        sealed = self._path(name).open("rb")
        try:
            raw = SealedReader(sealed, self._sha256(name), self._keys())
        except BaseException:
            sealed.close()
            raise
        return File(io.BufferedReader(raw, CHUNK), name=address(self._sha256(name)))

    def exists(self, name: str) -> bool:
        return self._path(name).is_file()

    def size(self, name: str) -> int:
        """Return the number of bytes of the content, not of its sealed form."""
        return plain_size(self._path(name).stat().st_size)

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def addresses(self) -> Iterator[str]:
        """Name every file in the vault, in no order that means anything."""
        for path in self.location.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            yield address(path.name)

    def rekey(self, name: str) -> bool:
        """Seal the file again under the newest key; False when it already is."""
        newest = self._keys()[0]
        with self._path(name).open("rb") as sealed:
            if sealed_with(sealed.read(HEADER), newest):
                return False
        with self.open(name) as content, self._incoming() as (temporary, sink):
            if seal(content.chunks(CHUNK), sink, newest) != self._sha256(name):
                raise SealBroken(f"{name} no longer hashes to its own address.")
            self._settle(temporary, sink, self._path(name))
        return True

    def _keep(self, temporary: Path, sink: BinaryIO, sha256: str) -> None:
        """Move the finished file to its address, unless a sound one is there already."""
        try:
            self._open(sha256).close()
        except (FileNotFoundError, VaultError):
            self._settle(temporary, sink, self._path(sha256))

    def _settle(self, temporary: Path, sink: BinaryIO, path: Path) -> None:
        """Put a file in place for good: first its bytes reach the disk, then its name."""
        sink.flush()
        os.fsync(sink.fileno())
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.replace(path)
        for folder in (path.parent, path.parent.parent, self.location):
            _sync(folder)

    @contextmanager
    def _incoming(self) -> Iterator[tuple[Path, BinaryIO]]:
        """Yield a private file beside the vault's own; it is gone afterwards unless moved."""
        folder = self.location / ".incoming"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as sink:
                yield Path(name), sink
        finally:
            Path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.location / address(self._sha256(name))

    def _sha256(self, name: str) -> str:
        """Return the hash in a name; anything that is no address is simply not here."""
        match = ADDRESS.fullmatch(name)
        if not match or (match["folders"] and address(match["sha"]) != name):
            raise FileNotFoundError(f"{name!r} is no address in the vault.")
        return match["sha"]

    def _keys(self) -> list[bytes]:
        keys = self._given_keys or getattr(settings, "FIELD_KEYS", None)
        if not keys:
            raise ImproperlyConfigured("FIELD_KEYS is empty: the vault can seal nothing. Set it.")
        return [urlsafe_b64decode(key) for key in keys]


def address(sha256: str) -> str:
    """Return where the vault keeps a content: ``ab/cd/<sha256>``."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _pieces(content: IO[Any]) -> Iterator[bytes]:
    source = content if isinstance(content, File) else File(content)
    return iter(source.chunks(CHUNK))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
