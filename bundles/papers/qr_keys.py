"""The keys behind the QR codes on paper (Ed25519), one file each, numbered as they were made.

The newest signs. Rotating throws the private half of the one before away and keeps its public half,
so that older papers go on verifying; withdrawing says that a key fell into other hands.
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone

from bundles.papers.keys import key_file

ID_BYTES = 4
ENDING = ".json"


@dataclass(frozen=True, slots=True)
class QrKey:
    """One key. ``until``: the last day it signed, None for the one in use; ``private`` only there.

    A ``withdrawn`` key proves nothing any more, whatever the date.
    """

    sequence: int
    since: date
    public: bytes
    private: bytes | None = None
    until: date | None = None
    withdrawn: bool = False

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.public).digest()[:ID_BYTES]

    @property
    def name(self) -> str:
        """As people and key lists call it: eight hexadecimal digits."""
        return self.id.hex()

    def sign(self, message: bytes) -> bytes:
        assert self.private is not None
        return Ed25519PrivateKey.from_private_bytes(self.private).sign(message)

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made ``signature`` over exactly these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


def qr_keys() -> list[QrKey]:
    """Every key there ever was, oldest first; the first one is made now when there is none."""
    return _read() or [_made(1)]


def qr_key() -> QrKey:
    """The key that signs. A new one when the newest has been withdrawn."""
    newest = qr_keys()[-1]
    return newest if newest.private and not newest.withdrawn else _made(newest.sequence + 1)


def by_id(identifier: bytes) -> QrKey | None:
    return next((key for key in qr_keys() if key.id == identifier), None)


def rotate() -> QrKey:
    """Sign with a new key from now on; the private half of the old one is gone afterwards."""
    before = qr_key()
    made = _made(before.sequence + 1)
    _write(replace(before, private=None, until=timezone.localdate()))
    return made


def withdraw(name: str) -> QrKey:
    """Let a key prove nothing any more. Raises ``KeyError`` for a name no key has."""
    key = next((one for one in qr_keys() if one.name == name), None)
    if key is None:
        raise KeyError(name)
    gone = replace(key, private=None, withdrawn=True, until=key.until or timezone.localdate())
    _write(gone)
    qr_key()  # its successor
    return gone


def published(keys: Sequence[QrKey] | None = None) -> dict[str, Any]:
    """What anybody needs to check a QR code without asking us: ``/verify/keys.json``."""
    return {
        "format": 1,
        "site": site(),
        "keys": [
            {
                "id": key.name,
                "public": base64.b64encode(key.public).decode(),
                "since": key.since.isoformat(),
                "until": key.until.isoformat() if key.until else None,
                "withdrawn": key.withdrawn,
            }
            for key in keys or qr_keys()
        ],
    }


def site() -> str:
    """Where the portal is reached, in capitals as in a QR code: hosts and schemes know no case."""
    parts = urlsplit(settings.SITE_URL)
    return f"{parts.scheme}://{parts.netloc}".upper() + parts.path


def _folder() -> Path:
    return key_file().parent / "qr"


def _read() -> list[QrKey]:
    found = sorted(_folder().glob(f"[0-9]*{ENDING}"))
    return [_from_text(path.read_text()) for path in found]


def _made(sequence: int) -> QrKey:
    """The key of this number; of several processes making it at once exactly one wins."""
    private = Ed25519PrivateKey.generate()
    key = QrKey(
        sequence=sequence,
        since=timezone.localdate(),
        public=private.public_key().public_bytes_raw(),
        private=private.private_bytes_raw(),
    )
    path, aside = _path(sequence), _aside(key)
    try:
        os.link(aside, path)
    except FileExistsError:
        return _from_text(path.read_text())
    finally:
        aside.unlink()
    return key


def _write(key: QrKey) -> None:
    _aside(key).replace(_path(key.sequence))


def _aside(key: QrKey) -> Path:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = folder / f".{secrets.token_hex(6)}"
    aside.touch(mode=0o600, exist_ok=False)
    aside.write_text(_to_text(key))
    return aside


def _path(sequence: int) -> Path:
    return _folder() / f"{sequence:04d}{ENDING}"


def _to_text(key: QrKey) -> str:
    return json.dumps(
        {
            "sequence": key.sequence,
            "since": key.since.isoformat(),
            "until": key.until.isoformat() if key.until else None,
            "withdrawn": key.withdrawn,
            "public": key.public.hex(),
            "private": key.private.hex() if key.private else None,
        }
    )


def _from_text(text: str) -> QrKey:
    told = json.loads(text)
    return QrKey(
        sequence=told["sequence"],
        since=date.fromisoformat(told["since"]),
        until=date.fromisoformat(told["until"]) if told["until"] else None,
        withdrawn=told["withdrawn"],
        public=bytes.fromhex(told["public"]),
        private=bytes.fromhex(told["private"]) if told["private"] else None,
    )
