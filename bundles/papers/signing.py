"""Signed papers: PAdES-B-B by the demo key (never the national e-seal, and every paper says so)."""

import base64
import io
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bundles.papers.keys import signing_key

FIELD = "DemoSignature"


@dataclass(frozen=True, slots=True)
class Signature:
    """What checking a PDF found.

    ``intact``: not a byte changed since it was signed. ``valid``: intact and signed by this
    installation's key.
    """

    valid: bool
    intact: bool
    signer: str
    signed_at: datetime | None


UNSIGNED = Signature(valid=False, intact=False, signer="", signed_at=None)


def sign(pdf: bytes) -> bytes:
    """The PDF with a certifying signature that allows no later change.

    Every call gives other bytes: store the result.
    """
    key = signing_key()
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(asn1_x509.Certificate.load(key.root))
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(key.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(key.key),
        cert_registry=store,
    )
    signed = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason="演示签名，非国家电子印章",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        signer=signer,
        output=signed,
    )
    return signed.getvalue()


def check(pdf: bytes) -> Signature:
    """Whether a PDF carries our signature, unchanged. Any bytes may come in; nothing is raised for
    them.
    """
    try:
        embedded = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(embedded) != 1:
            return UNSIGNED
        root = asn1_x509.Certificate.load(signing_key().root)
        status = validate_pdf_signature(embedded[0], ValidationContext(trust_roots=[root]))
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return UNSIGNED
    intact = bool(
        status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    )
    return Signature(
        valid=intact and bool(status.trusted) and bool(status.docmdp_ok),
        intact=intact,
        signer=str(status.signing_cert.subject.native.get("common_name", "")),
        signed_at=status.signer_reported_dt,
    )


def bears_our_certificate(pdf: bytes) -> bool:
    """Whether a file carries the certificate of our key, whatever became of the rest.

    Looks for its bytes and parses nothing: strangers' files come in here. The digits of a PDF's
    signature may be capitals or not.
    """
    digits = signing_key().certificate.hex().encode()
    return digits in pdf or digits.upper() in pdf


def sign_text(content: bytes) -> str:
    """Detached ECDSA-SHA-256 signature over bytes (a manifest's canonical JSON), base64."""
    key = serialization.load_der_private_key(signing_key().key, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return base64.b64encode(key.sign(content, ec.ECDSA(hashes.SHA256()))).decode()


def check_text(content: bytes, signature: str) -> bool:
    """Whether ``signature`` is ours over exactly these bytes."""
    key = load_der_x509_certificate(signing_key().certificate).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    try:
        key.verify(base64.b64decode(signature, validate=True), content, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True
