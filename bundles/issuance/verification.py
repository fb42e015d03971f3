"""Is this paper ours, and does it still hold? By its number, by its QR code, or by its file."""

import enum
import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import IO
from urllib.parse import parse_qs, urlsplit

from bundles.issuance.known import Standing, Verification, told, told_of_letter
from bundles.issuance.models import Batch, Certificate
from bundles.issuance.numbering import plain
from bundles.papers import signing
from bundles.papers.kinds import SERIES, PaperKind
from bundles.papers.links import PATH
from bundles.papers.models import Paper
from bundles.papers.payload import RESULT, NotOurPayload, Payload, read
from bundles.papers.qr_keys import site

LONGEST = 64 * 1024 * 1024
"""Bytes; no paper of ours comes near, and reading stops there."""

_NUMBER = re.compile(r"[0-9A-Z]{1,32}", re.ASCII)


class Verdict(enum.StrEnum):
    """The answer in one word.

    ``ALTERED``: ours once, changed since. ``FORGED``: it claims to be ours and no valid key of ours
    signed it. ``UNKNOWN``: nothing here knows it.
    """

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"
    ALTERED = "altered"
    FORGED = "forged"
    UNKNOWN = "unknown"


class Checked(enum.StrEnum):
    """What was looked at."""

    NUMBER = "number"
    FILE = "file"
    PDF_SIGNATURE = "pdf_signature"
    CODE_SIGNATURE = "code_signature"
    RECORD = "record"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Finding:
    """``checks`` in the order they were made, each with whether it held; ``key`` names the one
    that signed. ``paper`` only when we know it and nothing contradicts it.
    """

    verdict: Verdict
    paper: Verification | None = None
    checks: tuple[tuple[Checked, bool], ...] = ()
    key: str = ""

    @property
    def ours(self) -> bool:
        """Whether the paper is real, if perhaps no longer in force."""
        return self.paper is not None


def by_number(number: str, check_code: str) -> Finding:
    """The certificate of this number; an unknown number and a wrong check code look alike.

    Small letters, spaces and hyphens are forgiven.
    """
    wanted = plain(number)
    certificate = _issued(number=wanted) if _NUMBER.fullmatch(wanted) else None
    expected = plain(certificate.check_code) if certificate else ""
    right = secrets.compare_digest(expected.encode(), plain(check_code).encode())
    if certificate is None or not expected or not right:
        return Finding(Verdict.UNKNOWN, checks=((Checked.NUMBER, False),))
    return _known(told(certificate), (Checked.NUMBER, True))


def by_code(text: str) -> Finding:
    """What a QR code reads: the signed address of today, or the plain link of earlier papers.

    A code that opens somebody else's site is not ours, whatever it carries.
    """
    text = text.strip()
    address, found, signed = text.partition(PATH)
    if found:
        if address.upper() != site().upper():
            return Finding(Verdict.FORGED, checks=((Checked.CODE_SIGNATURE, False),))
        return by_payload(signed)
    try:
        asked = parse_qs(urlsplit(text).query, max_num_fields=10)
    except ValueError:
        asked = {}
    if "number" not in asked:
        return Finding(Verdict.UNKNOWN, checks=((Checked.CODE_SIGNATURE, False),))
    return by_number(asked["number"][0], asked.get("code", [""])[0])


def by_payload(text: str) -> Finding:
    """The signed part of a code. The signature says that we printed it; the record, what holds."""
    try:
        signed = read(text)
    except NotOurPayload:
        return Finding(Verdict.UNKNOWN, checks=((Checked.CODE_SIGNATURE, False),))
    failed = (Checked.CODE_SIGNATURE, False)
    if signed.key is not None and signed.payload is None:
        return Finding(Verdict.ALTERED, checks=(failed,), key=signed.key_name)
    if signed.payload is None or not signed.genuine:
        return Finding(Verdict.FORGED, checks=(failed,), key=signed.key_name)
    paper = _recorded(signed.payload)
    held = (Checked.CODE_SIGNATURE, True)
    if paper is None:
        checks = (held, (Checked.RECORD, False))
        return Finding(Verdict.UNKNOWN, checks=checks, key=signed.key_name)
    return _known(paper, held, (Checked.RECORD, True), key=signed.key_name)


def by_file(stream: IO[bytes]) -> Finding:
    """A PDF, compared byte by byte with what was issued; one that is ours in part is altered."""
    content = stream.read(LONGEST + 1)
    sha256 = hashlib.sha256(content).hexdigest()
    paper = _of_file(sha256) if len(content) <= LONGEST else None
    if paper is not None:
        signature = signing.check(content)
        checks = ((Checked.FILE, True), (Checked.PDF_SIGNATURE, signature.valid))
        return _known(paper, *checks, key=signature.signer)
    if signing.bears_our_certificate(content):
        checks = ((Checked.FILE, False), (Checked.PDF_SIGNATURE, False))
        return Finding(Verdict.ALTERED, checks=checks)
    return Finding(Verdict.UNKNOWN, checks=((Checked.FILE, False),))


def _known(paper: Verification, *checks: tuple[Checked, bool], key: str = "") -> Finding:
    standing = (Checked.STANDING, paper.status is Standing.VALID)
    return Finding(Verdict(paper.status), paper, (*checks, standing), key)


def _recorded(said: Payload) -> Verification | None:
    """The very paper the code belongs to: same number, same kind, same content."""
    if said.kind == RESULT:
        certificate = _issued(number=said.number)
        paper = told(certificate) if certificate else None
    else:
        paper = _letter(number=said.number, digest=said.digest)
    return paper if paper and secrets.compare_digest(paper.digest, said.digest) else None


def _of_file(sha256: str) -> Verification | None:
    certificate = _issued(sha256=sha256)
    return told(certificate) if certificate else _letter(sha256=sha256)


def _issued(**lookup: str) -> Certificate | None:
    rows = Certificate.objects.select_related("work_item__submission", "paper")
    return rows.filter(issued_at__isnull=False, **lookup).first()


def _letter(**lookup: str) -> Verification | None:
    """A letter that is out: the list of a batch is once the batch is."""
    papers = Paper.objects.select_related("submission__applicant", "submission__hall", "work_item")
    paper = papers.filter(kind__in=SERIES, **lookup).first()
    if paper is None or (paper.kind == PaperKind.MANIFEST and not _is_out(paper)):
        return None
    return told_of_letter(paper)


def _is_out(manifest: Paper) -> bool:
    batches = Batch.objects.filter(submission=manifest.submission_id, issued_at__isnull=False)
    return manifest.subject in {f"batch:{pk}" for pk in batches.values_list("pk", flat=True)}
