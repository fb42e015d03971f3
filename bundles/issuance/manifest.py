"""The list of what a batch holds: canonical JSON with hashes, signed; and the same on paper."""

import hashlib
from typing import Any

import rfc8785
from django.utils import timezone

from bundles.catalogue import versions
from bundles.issuance.holders import holder_of_case
from bundles.issuance.models import Batch, Certificate
from bundles.papers import signing
from bundles.papers.contexts import Manifest, ResultLine
from bundles.papers.kinds import SERIES, PaperKind, paper_number
from bundles.papers.links import progress_link, with_signed_link


def sign(batch: Batch) -> None:
    """Write the list down and sign it; whoever comes second finds it there."""
    content = content_of(batch)
    canonical = rfc8785.dumps(content)
    Batch.objects.filter(pk=batch.pk, manifest_signature="").update(
        manifest=content,
        manifest_sha256=hashlib.sha256(canonical).hexdigest(),
        manifest_signature=signing.sign_text(canonical),
    )
    batch.refresh_from_db(fields=["manifest", "manifest_sha256", "manifest_signature"])


def holds(batch: Batch) -> bool:
    """Whether the stored list is the signed one and still fits the stored certificates."""
    canonical = rfc8785.dumps(batch.manifest)
    return (
        hashlib.sha256(canonical).hexdigest() == batch.manifest_sha256
        and signing.check_text(canonical, batch.manifest_signature)
        and batch.manifest == content_of(batch)
    )


def content_of(batch: Batch) -> dict[str, Any]:
    """What is signed: codes, numbers and hashes, never a person's data.

    The final batch lists the results of the earlier ones too. ``sha256`` is null for a result that
    is not a file of ours.
    """
    return {
        "format": 1,
        "case": batch.submission.number,
        "batch": batch.number,
        "final": batch.final,
        "reserved_at": timezone.localtime(batch.reserved_at).isoformat(timespec="seconds"),
        "results": [_entry(one) for one in _results(batch)],
        "earlier": [_entry(one) for one in earlier(batch)],
    }


def earlier(batch: Batch) -> list[Certificate]:
    """What earlier batches of the case brought; listed by the final one."""
    if not batch.final:
        return []
    return list(
        Certificate.objects.filter(
            batch__submission=batch.submission_id, batch__sequence__lt=batch.sequence
        )
        .select_related("work_item")
        .order_by("batch__sequence", "work_item__position", "nth")
    )


def _results(batch: Batch) -> list[Certificate]:
    return list(
        batch.certificates.select_related("work_item").order_by("work_item__position", "nth")
    )


def _entry(certificate: Certificate) -> dict[str, Any]:
    return {
        "item": certificate.work_item.key,
        "work_item": certificate.work_item.number,
        "name": certificate.name,
        "number": certificate.number,
        "electronic_id": certificate.electronic_id,
        "issuer": certificate.issuer_uscc,
        "sha256": certificate.sha256 or None,
    }


def context_of(batch: Batch) -> Manifest:
    """The list as a paper."""
    submission = batch.submission
    case_number = str(submission.number)
    results, holder = _results(batch), holder_of_case(submission)
    said = Manifest(
        number=paper_number(case_number, SERIES[PaperKind.MANIFEST], batch.sequence),
        case_number=case_number,
        office=submission.hall.name,
        seal=submission.hall.name,
        dated=timezone.localdate(batch.reserved_at),
        link=progress_link(case_number),
        applicant=holder.name,
        bundle=versions.version(submission.version_id).name.zh,
        batch_number=batch.number,
        issued_at=batch.reserved_at,
        final=batch.final,
        results=lines(results),
        earlier=lines(earlier(batch)),
        canonical_sha256=batch.manifest_sha256,
    )
    return with_signed_link(said, holder=holder.shown)


def lines(certificates: list[Certificate]) -> tuple[ResultLine, ...]:
    """Certificates as lines of a paper."""
    return tuple(
        ResultLine(
            name=one.named,
            number=one.number,
            issuer=one.issuer,
            form="电子、纸质" if one.printed_here else "部门制作",
            sha256=one.sha256,
        )
        for one in certificates
    )
