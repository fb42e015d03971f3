"""The form of a sealed file: written and read chunk by chunk, never whole in memory.

A sealed file is a header and a row of chunks::

    magic "YJSV1" · key id (8) · salt (32) · chunk 0 · chunk 1 · … · last chunk

Each chunk is AES-256-GCM over up to 64 KiB. Every file has a key of its own (HKDF from a key of
the ring and the salt), so a chunk's nonce is simply its number and whether it is the last: the
STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015). A chunk that was altered, moved,
repeated or cut off does not open. The last one also vouches for the content's SHA-256, so that
one whole file cannot stand in for another.
"""

import hashlib
import io
import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"YJSV1"
KEY_ID, SALT, TAG = 8, 32, 16  # bytes
HEADER = len(MAGIC) + KEY_ID + SALT
CHUNK = 64 * 1024


class VaultError(OSError):
    """The vault cannot give back, or take in, what it was asked to."""

    code = "vault_error"


class SealBroken(VaultError):
    """A sealed file was altered, cut short or put in another's place; restore it from a backup."""

    code = "seal_broken"


class KeyMissing(VaultError):
    """A file was sealed with a key the ring no longer has; put that key back after the newest."""

    code = "vault_key_missing"


class SealedReader(io.RawIOBase):
    """The content of one sealed file, opened chunk by chunk, at any position.

    The last chunk is opened first: a file cut short, or another in its place, is refused before
    its first byte is given out. Raises ``SealBroken`` or ``KeyMissing``.
    """

    def __init__(self, sealed: BinaryIO, sha256: str, keys: Sequence[bytes]) -> None:
        self._sealed = sealed
        self._sha256 = sha256
        self._header = sealed.read(HEADER)
        self._cipher = AESGCM(_file_key(self._master(keys), self._salt()))
        body = os.fstat(sealed.fileno()).st_size - HEADER
        self._last = max(0, -(-body // (CHUNK + TAG)) - 1)
        self._position = 0
        self._number, self._chunk = self._last, self._unseal(self._last)
        self._size = self._last * CHUNK + len(self._chunk)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("A position before the start of the file.")
        self._position = start + offset
        return self._position

    def readinto(self, target: Any) -> int:
        if self._position >= self._size:
            return 0
        number, start = divmod(self._position, CHUNK)
        if number != self._number:
            self._number, self._chunk = number, self._unseal(number)
        piece = self._chunk[start : start + len(target)]
        target[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        self._sealed.close()
        super().close()

    def _unseal(self, number: int) -> bytes:
        last = number == self._last
        self._sealed.seek(HEADER + number * (CHUNK + TAG))
        sealed = self._sealed.read(CHUNK + TAG)
        try:
            witness = _witness(self._header, self._sha256 if last else "")
            return self._cipher.decrypt(_nonce(number, last=last), sealed, witness)
        except InvalidTag:
            raise SealBroken(f"Chunk {number} of {self._sha256} was altered or cut off.") from None

    def _master(self, keys: Sequence[bytes]) -> bytes:
        if len(self._header) < HEADER or not self._header.startswith(MAGIC):
            raise SealBroken(f"{self._sha256} does not begin like a sealed file.")
        wanted = self._header[len(MAGIC) : len(MAGIC) + KEY_ID]
        for key in keys:
            if key_id(key) == wanted:
                return key
        raise KeyMissing(f"{self._sha256} was sealed with key {wanted.hex()}; FIELD_KEYS lacks it.")

    def _salt(self) -> bytes:
        return self._header[len(MAGIC) + KEY_ID :]


def seal(pieces: Iterable[bytes], sink: BinaryIO, key: bytes) -> str:
    """Write ``pieces`` to ``sink`` as a sealed file; return the SHA-256 of the content in hex."""
    salt = os.urandom(SALT)
    header = MAGIC + key_id(key) + salt
    cipher = AESGCM(_file_key(key, salt))
    digest = hashlib.sha256()
    sink.write(header)
    number, rest = 0, b""
    for piece in pieces:
        digest.update(piece)
        rest += piece
        start = 0
        while len(rest) - start > CHUNK:  # one chunk always stays back: it may be the last
            chunk = rest[start : start + CHUNK]
            sink.write(cipher.encrypt(_nonce(number, last=False), chunk, _witness(header)))
            number, start = number + 1, start + CHUNK
        rest = rest[start:]
    sha256 = digest.hexdigest()
    sink.write(cipher.encrypt(_nonce(number, last=True), rest, _witness(header, sha256)))
    return sha256


def plain_size(sealed_size: int) -> int:
    """Return how many bytes of content a sealed file of this size holds."""
    body = sealed_size - HEADER
    return max(0, body - TAG * -(-body // (CHUNK + TAG)))


def sealed_with(header: bytes, key: bytes) -> bool:
    """Tell whether the file that begins with ``header`` was sealed with ``key``."""
    return header[len(MAGIC) : len(MAGIC) + KEY_ID] == key_id(key)


@lru_cache(maxsize=16)
def key_id(key: bytes) -> bytes:
    """Return the public short name of a key, written in every file it seals."""
    return HKDF(SHA256(), KEY_ID, salt=None, info=b"vault key id").derive(key)


def _file_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=b"vault file key").derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _witness(header: bytes, sha256: str = "") -> bytes:
    """Return what a chunk vouches for besides itself: its file's header; the last, the hash too."""
    return header + bytes.fromhex(sha256)
