"""The simulator's signing key: one per checkout, made on first use."""

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from jwt.algorithms import ECAlgorithm

ALGORITHM: Final = "ES256"
KEY_ID: Final = "simulator-1"


@lru_cache(maxsize=1)
def signing_key() -> ec.EllipticCurvePrivateKey:
    """All workers read the same file; whoever comes first writes it."""
    path = Path(settings.LOCAL_DIR) / "simulators" / "identity.pem"
    if not path.exists():
        _write(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def public_keys() -> dict[str, Any]:
    """The JSON Web Key Set (RFC 7517)."""
    key = ECAlgorithm.to_jwk(signing_key().public_key(), as_dict=True)
    return {"keys": [{**key, "kid": KEY_ID, "alg": ALGORITHM, "use": "sig"}]}


def _write(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    key = ec.generate_private_key(ec.SECP256R1())
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
