"""Results are put into somebody's hands, who signs for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact, ring_after_commit
from bundles.casework.exceptions import NotYours, StaleVersion
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.issuance.exceptions import (
    InTheParcel,
    NoSuchBatch,
    NotArrived,
    NotIssued,
    SignatureUnreadable,
)
from bundles.issuance.locking import locked
from bundles.issuance.models import Batch, Proof
from bundles.issuance.receivers import Capacity, Receiver, complete, entitled
from bundles.issuance.services.subsidise import record_subsidies
from bundles.issuance.shown import batches_shown


@dataclass(frozen=True, slots=True)
class Signed:
    """What shows that the results were received: a ``signature`` from the pad (as
    ``signatures.drawn`` gives it) or, for paper, the hash of the ``scan`` once there is one.
    ``authorisation``: the hash of the scanned authorisation of who came instead of the applicant.
    """

    proof: Proof
    signature: str = ""
    scan: str = ""
    authorisation: str = ""


@transaction.atomic
def hand_over(batch_id: int, *, receiver: Receiver, method: str, by: Actor) -> Batch:
    """Sign out one issued batch; when it was the last, the case closes in the same transaction.

    ``method`` in words (窗口领取, 邮寄). The second time changes nothing. Raises ``NotYours`` for a
    clerk of another hall, ``NotIssued``, ``NotArrived`` naming what is not at the desk yet,
    ``InTheParcel``, ``ReceiverMissing``, ``NotForPaper``, ``NoSuchBatch``.
    """
    try:
        submission = locked(batches=batch_id)
    except Submission.DoesNotExist:
        raise NoSuchBatch from None
    _of_the_window(submission, by)
    batch = Batch.objects.get(pk=batch_id)
    if batch.handed_over_at is not None:
        return batch
    _check(batch)
    complete(receiver)
    signed_out([batch], submission, receiver, method=method, signed=Signed(Proof.PAPER), by=by)
    return batch


@transaction.atomic
def collect(
    submission_id: int,
    *,
    seen: int,
    shown: frozenset[int],
    receiver: Receiver,
    capacity: Capacity,
    signed: Signed,
    by: Actor,
) -> list[Batch]:
    """Sign out what was ``shown`` to whoever takes it, with one signature: ids of certificates,
    whole batches of them. What became ready meanwhile stays for the next time.

    Returns the batches, the first of which carries the signature and has the record. Raises
    ``StaleVersion`` when the case has changed since ``seen`` (a second clerk was quicker, say),
    ``NothingReady``, ``ResultsChanged`` when not all of what was shown lies ready,
    ``NotTheReceiver``, ``NotAuthorised``, ``SignatureUnreadable``, and what ``hand_over`` raises.
    """
    submission = locked(pk=submission_id)
    _of_the_window(submission, by)
    if seen != submission.revision:
        raise StaleVersion(seen=seen, current=submission.revision)
    batches = batches_shown(submission, shown)
    complete(receiver)
    if signed.proof is Proof.PAD and not signed.signature:
        raise SignatureUnreadable
    entitled(submission, receiver, capacity, on_paper=bool(signed.authorisation))
    signed_out(batches, submission, receiver, method="窗口领取", signed=signed, by=by)
    return batches


def signed_out(
    batches: Sequence[Batch],
    submission: Submission,
    receiver: Receiver,
    *,
    method: str,
    signed: Signed,
    by: Actor,
) -> None:
    """Write it down, on a locked case."""
    first, now = batches[0], timezone.now()
    for batch in batches:
        batch.handed_over_at, batch.handed_over_by = now, by.as_json()
        batch.receiver = receiver.name.strip()
        batch.receiver_identity = receiver.masked
        batch.receiver_capacity = receiver.capacity.strip()
        batch.method, batch.proof = method, signed.proof
        batch.signed_with = None if batch is first else first
    first.signature, first.scan_sha256 = signed.signature, signed.scan
    first.proxy_sha256 = signed.authorisation
    for batch in batches:
        batch.save()
        casework.note(
            submission.pk,
            kind="issuance.handed_over",
            by=by,
            batch=batch.number,
            proof=signed.proof.value,
        )
    record_subsidies(submission.pk)
    _close_when_last(submission, by)
    ring_after_commit(Fact.HANDED_OVER, submission.pk)


@transaction.atomic
def attach_scan(batch_id: int, *, scan: str, by: Actor) -> Batch:
    """The record signed on paper, scanned in: at once or later that day. A better scan replaces
    the first. Raises ``NoSuchBatch``, ``NotYours``.
    """
    try:
        submission = locked(batches=batch_id)
    except Submission.DoesNotExist:
        raise NoSuchBatch from None
    _of_the_window(submission, by)
    batch = Batch.objects.get(pk=batch_id)
    if batch.handed_over_at is None or batch.proof != Proof.PAPER or batch.signed_with_id:
        raise NoSuchBatch
    batch.scan_sha256 = scan
    batch.save(update_fields=["scan_sha256"])
    casework.note(
        submission.pk, kind="issuance.record_scanned", by=by, batch=batch.number, sha256=scan
    )
    return batch


def _of_the_window(submission: Submission, by: Actor) -> None:
    if not by.may("window") or by.hall != submission.hall.code:
        raise NotYours


def _check(batch: Batch) -> None:
    if batch.issued_at is None:
        raise NotIssued
    missing = [one.named for one in batch.certificates.filter(arrived_at__isnull=True)]
    if missing:
        raise NotArrived(missing)
    if batch.certificates.filter(parcel__isnull=False, parcel__delivered_at__isnull=True).exists():
        raise InTheParcel


def _close_when_last(submission: Submission, by: Actor) -> None:
    waiting = Batch.objects.filter(submission=submission, handed_over_at__isnull=True)
    if submission.state is SubmissionStatus.ISSUED and not waiting.exists():
        casework.close(submission.pk, by=by)
