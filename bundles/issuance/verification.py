"""Is this paper ours, and does it still hold? Answers for strangers: what is personal is masked."""

import enum
import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import IO
from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from bundles.catalogue import versions
from bundles.issuance.models import Certificate
from bundles.issuance.numbering import plain

LONGEST = 64 * 1024 * 1024
"""Bytes; no paper of ours comes near, and reading stops there."""

_CHUNK = 1024 * 1024
_NUMBER = re.compile(r"[0-9A-Z]{1,32}", re.ASCII)


class Standing(enum.StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody who holds the paper may learn about it.

    ``name``, ``item_name`` and ``issuer`` are as printed; ``…_en`` what they mean in English.
    """

    status: Standing
    number: str
    electronic_id: str
    name: str
    item_name: str
    holder: str
    holder_uscc: str
    issuer: str
    issued_on: date
    valid_from: date
    valid_until: date | None
    revoked_on: date | None
    sha256: str
    name_en: str
    item_name_en: str
    issuer_en: str


def by_number(number: str, check_code: str) -> Verification | None:
    """The certificate of this number; None for an unknown number and for a wrong check code alike.

    Small letters, spaces and hyphens are forgiven.
    """
    wanted = plain(number)
    certificate = _issued(number=wanted) if _NUMBER.fullmatch(wanted) else None
    expected = plain(certificate.check_code) if certificate else ""
    given = plain(check_code)
    right = secrets.compare_digest(expected.encode(), given.encode()) and bool(expected)
    return _told(certificate) if certificate and right else None


def by_qr(payload: str) -> Verification | None:
    """The certificate whose printed QR code reads ``payload``; None for any other code."""
    try:
        asked = parse_qs(urlsplit(payload.strip()).query, max_num_fields=10)
    except ValueError:
        return None
    return by_number(*(asked.get(key, [""])[0] for key in ("number", "code")))


def is_issued_pdf(stream: IO[bytes]) -> Verification | None:
    """The certificate this file is, byte by byte as issued; None when a single byte differs."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > LONGEST:
            return None
        digest.update(chunk)
    certificate = _issued(sha256=digest.hexdigest())
    return _told(certificate) if certificate else None


def _issued(**lookup: str) -> Certificate | None:
    rows = Certificate.objects.select_related("work_item__submission")
    return rows.filter(issued_at__isnull=False, **lookup).first()


def _told(certificate: Certificate) -> Verification:
    assert certificate.issued_at is not None
    revoked, work_item = certificate.revoked_at, certificate.work_item
    item = versions.version(work_item.submission.version_id).item(work_item.key)
    return Verification(
        status=_standing(certificate),
        number=certificate.number,
        electronic_id=certificate.electronic_id,
        name=certificate.name,
        item_name=certificate.item_name,
        holder=certificate.holder_shown,
        holder_uscc=certificate.holder_uscc,
        issuer=certificate.issuer,
        issued_on=timezone.localdate(certificate.issued_at),
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        revoked_on=timezone.localdate(revoked) if revoked else None,
        sha256=certificate.sha256,
        name_en=item.result.name.en,
        item_name_en=item.name.en,
        issuer_en=item.department.name.en,
    )


def _standing(certificate: Certificate) -> Standing:
    if certificate.revoked_at is not None:
        return Standing.REVOKED
    if certificate.valid_until is not None and certificate.valid_until < timezone.localdate():
        return Standing.EXPIRED
    return Standing.VALID
