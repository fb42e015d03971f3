"""Results are put into somebody's hands, who signs for them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from applicants.identity import mask_id
from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact, ring_after_commit
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.casework.words import fit_for_paper
from bundles.issuance.exceptions import NoSuchBatch, NotArrived, NotIssued, ReceiverMissing
from bundles.issuance.locking import locked
from bundles.issuance.models import Batch


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes the results: name and number as on their identity document, and as what they come
    (法定代表人, 代办人, 本人). Only the masked number is kept.
    """

    name: str
    identity_number: str
    capacity: str


@transaction.atomic
def hand_over(batch_id: int, *, receiver: Receiver, method: str, by: Actor) -> Batch:
    """Sign out one issued batch; when it was the last, the case closes in the same transaction.

    ``method`` in words (窗口领取, 邮寄). The second time changes nothing. Raises ``NotYours`` for a
    clerk of another hall, ``NotIssued``, ``NotArrived`` naming what is not at the desk yet,
    ``ReceiverMissing``, ``NotForPaper``, ``NoSuchBatch``.
    """
    try:
        submission = locked(batches=batch_id)
    except Submission.DoesNotExist:
        raise NoSuchBatch from None
    if not by.may("window") or by.hall != submission.hall.code:
        raise NotYours
    batch = Batch.objects.get(pk=batch_id)
    if batch.handed_over_at is not None:
        return batch
    _check(batch, receiver)
    batch.handed_over_at = timezone.now()
    batch.handed_over_by = by.as_json()
    batch.receiver = receiver.name.strip()
    batch.receiver_identity = mask_id(receiver.identity_number.strip())
    batch.receiver_capacity = receiver.capacity.strip()
    batch.method = method
    batch.save()
    casework.note(submission.pk, kind="issuance.handed_over", by=by, batch=batch.number)
    _close_when_last(submission, by)
    ring_after_commit(Fact.HANDED_OVER, submission.pk)
    return batch


def _check(batch: Batch, receiver: Receiver) -> None:
    if batch.issued_at is None:
        raise NotIssued
    missing = batch.certificates.filter(arrived_at__isnull=True).values_list("name", flat=True)
    if missing:
        raise NotArrived(missing)
    if not receiver.name.strip() or not receiver.identity_number.strip():
        raise ReceiverMissing
    fit_for_paper(receiver.name, receiver.capacity)


def _close_when_last(submission: Submission, by: Actor) -> None:
    waiting = Batch.objects.filter(submission=submission, handed_over_at__isnull=True)
    if submission.state is SubmissionStatus.ISSUED and not waiting.exists():
        casework.close(submission.pk, by=by)
