"""Take in what a desk wrote down while it had no network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bundles.casework.actors import Actor, ActorKind
from bundles.casework.models import ReservedNumber, Submission
from bundles.casework.receipt import received
from bundles.casework.reservations import NumberNotReserved

from . import moves
from .permissions import counters_own


@transaction.atomic
def receive(
    token: UUID,
    *,
    number: str,
    device: UUID,
    claimed: datetime | None,
    begin: Callable[[], Submission],
    by: Actor,
) -> ReservedNumber:
    """Make the case for which ``number`` was reserved: a draft at the counter that has it already.

    ``claimed`` is the moment of receipt by the device's corrected clock, believed only where it
    can be true (``receipt``). ``begin`` registers the applicant and starts the draft under
    ``token``; it is called once. A second time, or twice at once, gives the same case and changes
    nothing. A number given back too early is still nobody else's, and counts. Raises
    ``NumberNotReserved`` for a number of another device, officer, hall or case, and for an
    invented one.
    """
    held = ReservedNumber.objects.select_for_update(of=("self",)).filter(token=token).first()
    if held is None or (held.number, held.device, held.officer) != (number, device, by.id):
        raise NumberNotReserved
    if not by.may("window") or held.hall.code != by.hall:
        raise NumberNotReserved
    if held.submission_id is not None:
        return held
    if Submission.objects.filter(token=token).exists():  # a case of its own: no number is put on it
        raise NumberNotReserved
    submission = begin()
    now = timezone.now()
    receipt = received(claimed, reserved_at=held.reserved_at, day=held.day, now=now)
    _note_on_case(submission, held, receipt.at, str(receipt.doubt or ""), by=by)
    held.submission, held.used_at, held.given_back_at = submission, now, None
    held.notes = [str(receipt.doubt)] if receipt.doubt else []
    held.save(update_fields=["submission", "used_at", "given_back_at", "notes"])
    return held


def _note_on_case(
    submission: Submission, held: ReservedNumber, at: datetime, doubt: str, *, by: Actor
) -> None:
    helper = replace(by, kind=ActorKind.HELPER, principal=str(submission.applicant_id))
    with moves.opened(submission.pk, by=helper) as case:
        counters_own(case)
        case.submission.number, case.submission.received_at = held.number, at
        told = {
            "number": held.number,
            "device": str(held.device),
            "reserved_at": held.reserved_at.isoformat(),
            "received_at": at.isoformat(),
        }
        case.record("submission.received_offline", told | ({"doubt": doubt} if doubt else {}))


@transaction.atomic
def note_to_mend(token: UUID, notes: Iterable[str]) -> None:
    """Add codes of what is to be mended to an offline receipt; each stands once."""
    held = ReservedNumber.objects.select_for_update().get(token=token)
    held.notes = list(dict.fromkeys([*held.notes, *notes]))
    held.save(update_fields=["notes"])
