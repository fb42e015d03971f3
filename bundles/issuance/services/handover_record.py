"""The record two people sign when results change hands (送达回证)."""

from functools import partial

from django.utils import timezone

from bundles.catalogue import versions
from bundles.issuance.exceptions import NotIssued
from bundles.issuance.manifest import lines
from bundles.issuance.models import Batch
from bundles.papers import services as papers
from bundles.papers.contexts import Handover
from bundles.papers.kinds import SERIES, PaperKind, paper_number
from bundles.papers.links import progress_link, with_signed_link
from bundles.papers.models import Paper


def handover_record(batch_id: int) -> Paper:
    """The handover record of a batch, printed when it is missing. Raises ``NotIssued`` before
    handover.
    """
    batch = Batch.objects.select_related("submission__hall").get(pk=batch_id)
    if batch.handed_over_at is None:
        raise NotIssued
    return papers.keep(
        PaperKind.HANDOVER,
        f"batch:{batch.pk}",
        batch.submission_id,
        partial(_composed, batch),
        number=_number(batch),
    )


def handover_records(submission_id: int) -> list[Paper]:
    """Those of every batch of a case that has changed hands."""
    batches = Batch.objects.filter(submission=submission_id, handed_over_at__isnull=False)
    return [handover_record(pk) for pk in batches.values_list("pk", flat=True)]


def _number(batch: Batch) -> str:
    return paper_number(str(batch.submission.number), SERIES[PaperKind.HANDOVER], batch.sequence)


def _composed(batch: Batch) -> Handover:
    submission = batch.submission
    assert batch.handed_over_at is not None
    clerk = batch.handed_over_by or {}
    results = list(batch.certificates.order_by("work_item__position"))
    said = Handover(
        number=_number(batch),
        case_number=str(submission.number),
        office=submission.hall.name,
        seal=submission.hall.name,
        dated=timezone.localdate(batch.handed_over_at),
        link=progress_link(str(submission.number)),
        applicant=results[0].holder,
        bundle=versions.version(submission.version_id).name.zh,
        batch_number=batch.number,
        receiver=batch.receiver,
        receiver_identity=batch.receiver_identity,
        capacity=batch.receiver_capacity or "本人",
        method=batch.method,
        handed_at=batch.handed_over_at,
        handed_by=f"{clerk.get('name', '')}（{clerk.get('title', '')}）",
        results=lines(results),
    )
    return with_signed_link(said, holder=results[0].holder_shown)
