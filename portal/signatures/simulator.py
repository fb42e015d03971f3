"""A signature service in this very process: Ed25519 under a key of its own, for demonstration.

It vouches for nobody: like every seal of this house it is no national e-seal.
"""

from __future__ import annotations

import base64
import os
import secrets
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from applicants.keys import fingerprint
from portal.signatures.service import Person, Token

SERVICE = "simulator"
ALGORITHM = "ed25519/rfc8785/1"


class Simulator:
    """Signs whatever it is asked to, at once."""

    def sign(self, text_hash: str, person: Person) -> Token:
        key = _key(_file())
        unsigned = Token(
            service=SERVICE,
            algorithm=ALGORITHM,
            key=_name(key),
            text_hash=text_hash,
            person=fingerprint(person.id_number, "signature"),
            level=person.level,
            signed_at=datetime.now(UTC).isoformat(timespec="seconds"),
            value="",
        )
        value = base64.b64encode(key.sign(_signed(unsigned))).decode()
        return Token.from_json({**unsigned.as_json(), "value": value})

    def verify(self, token: Token) -> bool:
        key = _key(_file())
        if (token.service, token.algorithm, token.key) != (SERVICE, ALGORITHM, _name(key)):
            return False
        try:
            key.public_key().verify(base64.b64decode(token.value, validate=True), _signed(token))
        except (InvalidSignature, ValueError):
            return False
        return True


def _signed(token: Token) -> bytes:
    content = token.as_json()
    del content["value"]
    return rfc8785.dumps(content)


def _file() -> Path:
    return Path(settings.SIGNING_DIR) / "signature-service.pem"


@cache
def _key(path: Path) -> Ed25519PrivateKey:
    """The simulator's key, made on first use; of several processes exactly one key wins."""
    if not path.exists():
        _make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_bytes(
        Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its key is everyone's
    finally:
        draft.unlink()


def _name(key: Ed25519PrivateKey) -> str:
    public = key.public_key().public_bytes_raw()
    return base64.urlsafe_b64encode(public).decode().rstrip("=")[:16]
