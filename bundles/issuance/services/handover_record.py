"""The record two people sign when results change hands (送达回证)."""

import base64
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.casework.models import Decision, Submission
from bundles.catalogue import versions
from bundles.issuance.exceptions import NotIssued
from bundles.issuance.holders import holder_of_case
from bundles.issuance.manifest import lines
from bundles.issuance.models import Batch, Certificate, Parcel, Proof
from bundles.issuance.receivers import Receiver, complete
from bundles.issuance.shown import batches_shown
from bundles.papers import services as papers
from bundles.papers.contexts import Handover, ResultLine
from bundles.papers.kinds import SERIES, PaperKind, paper_number
from bundles.papers.links import progress_link, with_signed_link
from bundles.papers.models import Paper
from bundles.papers.printing import render


def handover_record(batch_id: int) -> Paper:
    """The handover record of a batch, printed when it is missing: once for all the batches that
    were signed for together. Raises ``NotIssued`` before handover.
    """
    batch = Batch.objects.select_related("submission__hall", "signed_with").get(pk=batch_id)
    if batch.handed_over_at is None:
        raise NotIssued
    if batch.signed_with_id is not None:
        return handover_record(batch.signed_with_id)
    return papers.keep(
        PaperKind.HANDOVER,
        f"batch:{batch.pk}",
        batch.submission_id,
        partial(_composed, batch),
        number=_number(batch),
    )


def handover_records(submission_id: int) -> list[Paper]:
    """Those of every batch of a case that has changed hands."""
    batches = Batch.objects.filter(
        submission=submission_id, handed_over_at__isnull=False, signed_with__isnull=True
    )
    return [handover_record(pk) for pk in batches.values_list("pk", flat=True)]


def _number(batch: Batch) -> str:
    return paper_number(str(batch.submission.number), SERIES[PaperKind.HANDOVER], batch.sequence)


def draft_record(
    submission_id: int, *, shown: frozenset[int], receiver: Receiver, by: Actor
) -> bytes:
    """What is about to be signed, as a PDF to be signed on paper; nothing is kept of it.

    ``shown`` as in ``collect``. Raises ``NothingReady``, ``ResultsChanged``, ``ReceiverMissing``,
    ``NotForPaper`` and what printing raises.
    """
    submission = Submission.objects.select_related("hall", "applicant").get(pk=submission_id)
    batches = batches_shown(submission, shown)
    complete(receiver)
    first = batches[0]
    first.submission = submission
    first.handed_over_at, first.handed_over_by = timezone.now(), by.as_json()
    first.receiver, first.receiver_identity = receiver.name.strip(), receiver.masked
    first.receiver_capacity, first.method = receiver.capacity.strip(), "窗口领取"
    return render(_composed(first, batches))


def _composed(batch: Batch, batches: Sequence[Batch] | None = None) -> Handover:
    submission = batch.submission
    assert batch.handed_over_at is not None
    clerk = batch.handed_over_by or {}
    together = batches or [batch, *batch.signed_along.all()]
    found = Certificate.objects.filter(batch__in=together)
    if batch.proof != Proof.POST:  # who signs at the window has not got what went by post
        found = found.filter(parcel__isnull=True)
    results = list(found.order_by("batch__sequence", "work_item__position", "nth"))
    holder = holder_of_case(submission)
    said = Handover(
        number=_number(batch),
        case_number=str(submission.number),
        office=submission.hall.name,
        seal=submission.hall.name,
        dated=timezone.localdate(batch.handed_over_at),
        link=progress_link(str(submission.number)),
        applicant=holder.name,
        bundle=versions.version(submission.version_id).name.zh,
        batch_number="、".join(one.number for one in together),
        receiver=batch.receiver,
        receiver_identity=batch.receiver_identity or "—",
        capacity=batch.receiver_capacity or "本人",
        method=batch.method,
        handed_at=batch.handed_over_at,
        handed_by=f"{clerk.get('name', '')}（{clerk.get('title', '')}）",
        results=_things(results),
        signature=tuple(base64.b64decode(batch.signature)),
        authorised=_authorised(batch),
        parcels=_parcels(results) if batch.proof == Proof.POST else (),
    )
    return with_signed_link(said, holder=holder.shown)


def _things(results: Sequence[Certificate]) -> tuple[ResultLine, ...]:
    """As lines of the record; seals that go with a receipt are counted."""
    decisions = Decision.objects.filter(work_item__order__isnull=False).in_bulk(
        [one.work_item_id for one in results], field_name="work_item_id"
    )
    said = []
    for one, line in zip(results, lines(list(results)), strict=True):
        decision = decisions.get(one.work_item_id)
        seals = len(decision.result.get("seals") or []) if decision else 0
        said.append(replace(line, form=f"{line.form}，附印章{seals}枚") if seals else line)
    return tuple(said)


def _authorised(batch: Batch) -> str:
    if batch.receiver_capacity != "受托代领人":
        return ""
    return "附申请人签字的委托书" if batch.proxy_sha256 else "申请人在平台上办理的代领委托"


def _parcels(results: Sequence[Certificate]) -> tuple[str, ...]:
    parcels = Parcel.objects.filter(certificates__in=results).distinct().order_by("id")
    return tuple(f"{one.carrier} {one.tracking_number}" for one in parcels)
