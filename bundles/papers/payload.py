"""What the QR code of a paper says, signed so that it can be checked without asking anybody.

The format is written down in ``docs/verification.md``; ``static/verify.py`` reads it on its own.
"""

import base64
import hashlib
import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import rfc8785

from bundles.papers.contexts import PaperContext
from bundles.papers.exceptions import PaperError
from bundles.papers.kinds import SERIES
from bundles.papers.qr_keys import ID_BYTES, QrKey, by_id, qr_key
from bundles.papers.wording import written

FORMAT = 1
PURPOSE = b"portal.paper.qr.1\n"  # no signature over anything else can be taken for one of these
SIGNATURE_BYTES = 64
DIGEST_DIGITS = 16
LONGEST = 2000  # characters; a QR code holds 4296 at most
RESULT = "00"
"""The kind of every certificate and notice of a result; letters have the number of their series."""

_TEXT = re.compile(r"[A-Z2-7]+", re.ASCII)
_DATE = re.compile(r"\d{8}", re.ASCII)


class NotOurPayload(PaperError):
    """This is no code from a paper of this portal, or a damaged one."""

    code = "not_our_payload"


@dataclass(frozen=True, slots=True)
class Payload:
    """One paper in nine lines. ``kind``: two digits; ``name`` and ``issuer`` as printed.

    ``holder`` is what a stranger may see, ``check_code`` is empty on letters, ``digest`` begins the
    SHA-256 over what the paper says.
    """

    kind: str
    name: str
    number: str
    issuer: str
    issued_on: date
    valid_until: date | None
    holder: str
    check_code: str
    digest: str

    def lines(self) -> str:
        return "\n".join(_line(getattr(self, one.name)) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Signed:
    """A code as it was read. ``key`` is None when it names one we never had.

    ``payload`` is there only when every bit is as that key signed it.
    """

    key_name: str
    key: QrKey | None = None
    payload: Payload | None = None

    @property
    def genuine(self) -> bool:
        """Whether one of our keys signed it, and that key still proves something."""
        if self.key is None or self.payload is None or self.key.withdrawn:
            return False
        return self.key.until is None or self.payload.issued_on <= self.key.until


def payload_of(
    context: PaperContext, *, holder: str, valid_until: date | None = None, check_code: str = ""
) -> Payload:
    """What the QR code of a paper has to say."""
    return Payload(
        kind=SERIES.get(context.kind, RESULT),
        name=context.title,
        number=context.number,
        issuer=context.office,
        issued_on=context.dated,
        valid_until=valid_until,
        holder=holder,
        check_code=check_code,
        digest=digest_of(context),
    )


def digest_of(context: PaperContext) -> str:
    """The beginning of the SHA-256 over all that a paper says, apart from the code itself."""
    said: dict[str, Any] = {**written(context), "link": "", "kind": context.kind.value}
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()[:DIGEST_DIGITS]


def sign(payload: Payload) -> str:
    """The signed text: capitals and digits only, which a QR code holds in the least space."""
    key = qr_key()
    content = bytes([FORMAT]) + key.id + payload.lines().encode()
    return base64.b32encode(content + key.sign(PURPOSE + content)).decode().rstrip("=")


def read(text: str) -> Signed:
    """What a code says and whether we said it. Raises ``NotOurPayload`` for anything else.

    Exactly one text stands for one payload: small letters, padding and loose bits are refused.
    """
    if len(text) > LONGEST or not _TEXT.fullmatch(text):
        raise NotOurPayload
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        raise NotOurPayload from None
    if base64.b32encode(raw).decode().rstrip("=") != text or len(raw) < 1 + ID_BYTES:
        raise NotOurPayload
    content, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if content[:1] != bytes([FORMAT]):
        raise NotOurPayload
    identifier = content[1 : 1 + ID_BYTES]
    key = by_id(identifier)
    intact = key is not None and key.signed(PURPOSE + content, signature)
    payload = _payload(content[1 + ID_BYTES :]) if intact else None
    return Signed(identifier.hex(), key, payload)


def _payload(raw: bytes) -> Payload:
    try:
        lines = raw.decode().split("\n")
        kind, name, number, issuer, issued, until, holder, code, digest = lines
        issued_on = _date(issued)
        if issued_on is None:
            raise NotOurPayload
        return Payload(kind, name, number, issuer, issued_on, _date(until), holder, code, digest)
    except ValueError:
        raise NotOurPayload from None


def _line(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    return " ".join(str(value).split()) if value else ""


def _date(text: str) -> date | None:
    if not text:
        return None
    if not _DATE.fullmatch(text):
        raise NotOurPayload
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone
