"""Results by post: packed, sent, and delivered or back on the shelf."""

from __future__ import annotations

import re
from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact, ring_after_commit
from bundles.casework.exceptions import NotYours, StaleVersion
from bundles.casework.models import Submission
from bundles.casework.words import fit_for_paper
from bundles.issuance.delivery import PostalAddress
from bundles.issuance.exceptions import (
    AddressMissing,
    NoSuchBatch,
    NothingReady,
    ParcelMoveNotAllowed,
    ResultsChanged,
    ShelfUnknown,
    TrackingNumberWrong,
)
from bundles.issuance.locking import locked
from bundles.issuance.models import Batch, Certificate, Parcel, ParcelState, Proof
from bundles.issuance.receivers import Receiver
from bundles.issuance.selectors import lying
from bundles.issuance.services.hand_over import Signed, signed_out
from bundles.issuance.services.subsidise import record_subsidies
from bundles.issuance.shelves import places_of
from departments.models import Hall

RECIPIENT = "收件人"
"""The capacity on the record of what went by post."""


@transaction.atomic
def pack(
    submission_id: int,
    *,
    seen: int,
    to: PostalAddress,
    carrier: str,
    tracking_number: str,
    weight: Decimal | None = None,
    only: frozenset[int] | None = None,
    by: Actor,
) -> Parcel:
    """Put what lies ready of a case into a parcel, to the address the clerk has confirmed.

    ``only`` are the ids of the certificates to pack, where not everything goes into one parcel.
    Raises ``StaleVersion``, ``NothingReady``, ``ResultsChanged`` when one of ``only`` does not lie
    here to be packed, ``AddressMissing``, ``TrackingNumberWrong``, ``NotYours``.
    """
    submission = locked(pk=submission_id)
    _of_the_window(submission, by)
    if seen != submission.revision:
        raise StaleVersion(seen=seen, current=submission.revision)
    number = _tracked(submission.hall, carrier, tracking_number)
    if not all(part.strip() for part in (to.recipient, to.phone, to.whole)):
        raise AddressMissing
    fit_for_paper(to.recipient, to.whole)
    packed = _to_pack(submission, only)
    parcel = Parcel.objects.create(
        submission=submission,
        carrier=carrier,
        tracking_number=number,
        to=asdict(to),
        weight=weight,
        contents=[one.number for one in packed],
        packed_at=timezone.now(),
        packed_by=by.as_json(),
    )
    Certificate.objects.filter(pk__in=[one.pk for one in packed]).update(parcel=parcel)
    _note(parcel, "parcel.packed", by, results=len(packed))
    return parcel


def _to_pack(submission: Submission, only: frozenset[int] | None) -> list[Certificate]:
    found = list(lying(submission))
    if not found or (only is not None and not only):
        raise NothingReady
    if only is None:
        return found
    if only - {one.pk for one in found}:
        raise ResultsChanged
    return [one for one in found if one.pk in only]


@transaction.atomic
def send(parcel_id: int, *, by: Actor) -> Parcel:
    """The carrier has taken it; from now on the applicant can follow it by its number.

    Raises ``ParcelMoveNotAllowed``, ``NoSuchBatch``, ``NotYours``.
    """
    parcel = _opened(parcel_id, by)
    _expect(parcel, ParcelState.PACKED)
    parcel.sent_at = timezone.now()
    parcel.save(update_fields=["sent_at"])
    _note(parcel, "parcel.sent", by)
    ring_after_commit(Fact.DELIVERY_CHANGED, parcel.submission_id)
    record_subsidies(parcel.submission_id)
    return parcel


@transaction.atomic
def deliver(parcel_id: int, *, by: Actor) -> Parcel:
    """The post has handed it over. A batch whose every result is in such a parcel is served.

    Service by post takes effect on the day the return receipt names as the day of receipt (Civil
    Procedure Law 2023, article 91, which administrative service follows), not when it is sent: so a
    batch counts as handed over now, and a returned parcel never did. That the department kept its
    own limit to deliver is shown by ``sent_at``. Raises ``ParcelMoveNotAllowed``, ``NoSuchBatch``,
    ``NotYours``.
    """
    parcel = _opened(parcel_id, by)
    _expect(parcel, ParcelState.SENT)
    parcel.delivered_at = timezone.now()
    parcel.save(update_fields=["delivered_at"])
    _note(parcel, "parcel.delivered", by)
    served = _served(parcel.submission)
    if served:
        receiver = Receiver(str(parcel.to["recipient"]), "", RECIPIENT)
        signed = Signed(Proof.POST)
        signed_out(served, parcel.submission, receiver, method="邮寄送达", signed=signed, by=by)
    return parcel


@transaction.atomic
def come_back(parcel_id: int, *, reason: str, shelf: str = "", by: Actor) -> Parcel:
    """It was not delivered: its results lie on the shelf again, to be sent anew or collected, and
    the applicant is told. Raises ``ParcelMoveNotAllowed``, ``ShelfUnknown``, ``NoSuchBatch``,
    ``NotYours``.
    """
    parcel = _opened(parcel_id, by)
    if parcel.state not in (ParcelState.PACKED, ParcelState.SENT):
        raise ParcelMoveNotAllowed(parcel.state.label)
    if shelf and shelf not in places_of(parcel.submission.hall):
        raise ShelfUnknown(shelf)
    fit_for_paper(reason)
    parcel.returned_at, parcel.return_reason = timezone.now(), reason.strip()[:60]
    parcel.save(update_fields=["returned_at", "return_reason"])
    parcel.certificates.update(parcel=None, **({"shelf": shelf} if shelf else {}))
    _note(parcel, "parcel.returned" if parcel.sent_at else "parcel.unpacked", by)
    ring_after_commit(Fact.DELIVERY_CHANGED, parcel.submission_id)
    return parcel


def _served(submission: Submission) -> list[Batch]:
    """Batches of which nothing lies here, and nothing is on its way any more."""
    elsewhere = Certificate.objects.filter(batch__submission=submission).exclude(
        parcel__delivered_at__isnull=False
    )
    return list(
        Batch.objects.filter(
            submission=submission, issued_at__isnull=False, handed_over_at__isnull=True
        )
        .exclude(pk__in=elsewhere.values("batch"))
        .order_by("sequence")
    )


def _opened(parcel_id: int, by: Actor) -> Parcel:
    try:
        submission = locked(parcels=parcel_id)
    except Submission.DoesNotExist:
        raise NoSuchBatch from None
    _of_the_window(submission, by)
    parcel = Parcel.objects.get(pk=parcel_id)
    parcel.submission = submission
    return parcel


def _of_the_window(submission: Submission, by: Actor) -> None:
    if not by.may("window") or by.hall != submission.hall.code:
        raise NotYours


def _expect(parcel: Parcel, state: ParcelState) -> None:
    if parcel.state is not state:
        raise ParcelMoveNotAllowed(parcel.state.label)


def _tracked(hall: Hall, carrier: str, number: str) -> str:
    """The number as the carrier writes it, not used for another parcel."""
    number = "".join(number.split()).upper()
    pattern = {str(one["name"]["zh"]): str(one["tracking"]) for one in hall.carriers}.get(carrier)
    if pattern is None or len(number) > 40 or not re.fullmatch(pattern, number, re.ASCII):
        raise TrackingNumberWrong
    if Parcel.objects.filter(carrier=carrier, tracking_number=number).exists():
        raise TrackingNumberWrong
    return number


def _note(parcel: Parcel, kind: str, by: Actor, **data: int) -> None:
    casework.note(parcel.submission_id, kind=kind, by=by, parcel=parcel.pk, **data)
