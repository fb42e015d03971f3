"""The demo key and its self-signed root, made once on first run.

One PEM file holds key, signing certificate and root; the root's own key is thrown away, so nothing
more can be issued under it. Written aside and linked into place: of several processes starting at
once exactly one key wins.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from asn1crypto import pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

ORGANISATION = "政务服务一件事演示"
ROOT_NAME = "演示根证书（非国家电子印章）"
SIGNER_NAME = "演示签名（非国家电子印章）"
YEARS_VALID = 10


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key (PKCS 8), its certificate and the root that vouches for it, each as DER."""

    key: bytes
    certificate: bytes
    root: bytes


def key_file() -> Path:
    """Where the demo key lives."""
    return Path(settings.SIGNING_DIR) / "demo-signer.pem"


def signing_key() -> SigningKey:
    """The installation's signing key, made now when there is none yet."""
    return _read(key_file())


@cache
def _read(path: Path) -> SigningKey:
    if not path.exists():
        _make(path)
    return SigningKey(*(der for _, _, der in pem.unarmor(path.read_bytes(), multiple=True)))


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    aside.touch(mode=0o600, exist_ok=False)
    aside.write_bytes(_new_pem())
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # another process was first; its key is everyone's
    finally:
        aside.unlink()


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _certificate(
    subject: str,
    key: ec.EllipticCurvePublicKey,
    root_key: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    start = datetime.now(UTC) - timedelta(days=1)
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(ROOT_NAME))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * YEARS_VALID))
        .add_extension(
            x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True
        )
        .add_extension(_usage(signs_certificates=is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(authority, critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _new_pem() -> bytes:
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate(ROOT_NAME, root_key.public_key(), root_key, is_root=True)
    certificate = _certificate(SIGNER_NAME, key.public_key(), root_key, is_root=False)
    return b"".join(
        (
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
            certificate.public_bytes(serialization.Encoding.PEM),
            root.public_bytes(serialization.Encoding.PEM),
        )
    )
