"""Results that are ready to be handed over, batch by batch, and those that were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from bundles.casework.models import Submission
from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.issuance.models import Batch, BatchState, Certificate
from portal.console.pages.words import who


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a batch; ``paper_id`` where the portal printed it."""

    id: int
    name: str
    item: str
    issuer: str
    number: str
    arrived_at: datetime | None
    revoked: bool
    paper_id: int | None


@dataclass(frozen=True, slots=True)
class Handover:
    """One batch; ``ready`` when it may be signed out now."""

    batch: Batch
    state: str
    tone: str
    ready: bool
    results: tuple[Result, ...]
    handed_by: str


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One batch that somebody can come for."""

    number: str
    sequence: int
    applicant: str
    results: int
    missing: int
    issued_at: datetime | None
    final: bool


_TONES = {BatchState.ISSUED: "primary", BatchState.HANDED_OVER: "success"}


def ready_of_hall(hall_code: str, *, limit: int) -> list[ReadyLine]:
    """Batches of the hall issued and not yet taken, oldest first."""
    missing = Count("certificates", filter=Q(certificates__arrived_at__isnull=True))
    batches = (
        Batch.objects.filter(
            submission__hall__code=hall_code, issued_at__isnull=False, handed_over_at__isnull=True
        )
        .select_related("submission__applicant")
        .defer("manifest", "submission__answers", "submission__refusal")
        .annotate(results=Count("certificates"), missing=missing)
        .order_by("issued_at", "id")[:limit]
    )
    return [
        ReadyLine(
            number=str(batch.submission.number),
            sequence=batch.sequence,
            applicant=batch.submission.applicant.masked_name,
            results=batch.results,
            missing=batch.missing,
            issued_at=batch.issued_at,
            final=batch.final,
        )
        for batch in batches
    ]


def handovers_of(submission: Submission) -> list[Handover]:
    """Every batch of the case, in order."""
    version = versions.version(submission.version_id)
    batches = submission.batches.defer("manifest").order_by("sequence")
    return [
        _handover(version, batch, list(batch.certificates.all()))
        for batch in batches.prefetch_related("certificates__work_item")
    ]


def _handover(version: Version, batch: Batch, certificates: Sequence[Certificate]) -> Handover:
    arrived = all(one.arrived_at for one in certificates)
    return Handover(
        batch=batch,
        state=str(batch.state.label),
        tone=_TONES.get(batch.state, ""),
        ready=batch.state is BatchState.ISSUED and arrived,
        results=tuple(_result(version, one) for one in certificates),
        handed_by=who(batch.handed_over_by) if batch.handed_over_by else "",
    )


def _result(version: Version, certificate: Certificate) -> Result:
    item = version.item(certificate.work_item.key)
    return Result(
        id=certificate.pk,
        name=str(item.result.name),
        item=str(item.name),
        issuer=str(item.department.name),
        number=certificate.number,
        arrived_at=certificate.arrived_at,
        revoked=certificate.revoked_at is not None,
        paper_id=certificate.paper_id if certificate.issued_at else None,
    )
