"""What a stranger who holds one of our papers may learn about it: what is personal is masked."""

import enum
from dataclasses import dataclass
from datetime import date

from django.utils import timezone, translation

from bundles.casework.follow_up_stages import FollowUpStage
from bundles.casework.models import FollowUp
from bundles.catalogue import versions
from bundles.issuance.models import Certificate
from bundles.papers.kinds import SERIES, PaperKind
from bundles.papers.models import Paper


class Standing(enum.StrEnum):
    """What is true of a paper today. A receipt is replaced when a later filing has its own."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Verification:
    """What anybody who holds the paper may learn about it.

    ``name``, ``item_name`` and ``issuer`` are as printed; ``…_en`` what they mean in English.
    ``letter`` for what is no result: it has no check code, no electronic id and no end.
    ``promise`` says how far the check of a promise has come on which the result was decided; None
    for what was decided the ordinary way.
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
    case_number: str
    letter: bool
    digest: str
    promise: FollowUpStage | None = None


def told(certificate: Certificate) -> Verification:
    """About an issued certificate or notice."""
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
        case_number=str(work_item.submission.number),
        letter=False,
        digest=certificate.paper.digest if certificate.paper else "",
        promise=_promise(certificate),
    )


def _promise(certificate: Certificate) -> FollowUpStage | None:
    check = FollowUp.objects.filter(work_item=certificate.work_item_id).first()
    return check.at_stage if check else None


def told_of_letter(paper: Paper) -> Verification:
    """About a receipt, a notice, a decision, a handover record or a list of results."""
    submission, work_item = paper.submission, paper.work_item
    version, kind = versions.version(submission.version_id), PaperKind(paper.kind)
    office = version.item(work_item.key).department.name if work_item else None
    made = timezone.localdate(paper.created_at)
    with translation.override("zh-hans"):
        name = str(kind.label)
    with translation.override("en"):
        name_en = str(kind.label)
    return Verification(
        status=_letter_standing(paper, kind),
        number=paper.number,
        electronic_id="",
        name=name,
        item_name=version.name.zh,
        holder=submission.applicant.masked_name,
        holder_uscc="",
        issuer=office.zh if office else submission.hall.name,
        issued_on=made,
        valid_from=made,
        valid_until=None,
        revoked_on=None,
        sha256=paper.sha256,
        name_en=name_en,
        item_name_en=version.name.en,
        issuer_en=office.en if office else submission.hall.name_en or submission.hall.name,
        case_number=str(submission.number),
        letter=True,
        digest=paper.digest,
    )


def _standing(certificate: Certificate) -> Standing:
    if certificate.revoked_at is not None:
        return Standing.REVOKED
    if certificate.valid_until is not None and certificate.valid_until < timezone.localdate():
        return Standing.EXPIRED
    return Standing.VALID


def _letter_standing(paper: Paper, kind: PaperKind) -> Standing:
    """A receipt of corrected materials stands beside the first one; one of a second filing, in
    its place.
    """
    series = f"-{SERIES[PaperKind.RECEIPT]}-"
    if kind is not PaperKind.RECEIPT or series not in paper.number:
        return Standing.VALID
    later = Paper.objects.filter(submission=paper.submission_id, kind=kind, pk__gt=paper.pk)
    return Standing.REPLACED if later.filter(number__contains=series).exists() else Standing.VALID
