"""Pass papers on from hall to hall: put bags on a list, send it off, receive it bag by bag."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.casework.selectors.queues import of_hall
from bundles.reception.models import TransferBag, TransferList
from bundles.reception.transfer_exceptions import (
    BagTwice,
    ListClosed,
    NoBags,
    NotAtThisHall,
    NothingToPass,
    NotOnTheWay,
    NotOurs,
    WrongHall,
)
from departments.models import Hall, OfficerRole


@transaction.atomic
def open_list(from_hall: Hall, to_hall: Hall, *, by: Actor) -> TransferList:
    """The list that stands open from one hall to another; a new one when none does."""
    _works_at(from_hall, by)
    if from_hall.pk == to_hall.pk:
        raise NothingToPass
    Hall.objects.select_for_update().get(pk=from_hall.pk)  # two windows, one list
    standing = TransferList.objects.filter(
        from_hall=from_hall, to_hall=to_hall, closed_at__isnull=True
    ).first()
    return standing or TransferList.objects.create(
        number=_next_number(from_hall),
        from_hall=from_hall,
        to_hall=to_hall,
        opened_by=by.as_json(),
        opened_at=timezone.now(),
    )


@transaction.atomic
def put_on(list_id: int, *, number: str, by: Actor) -> TransferBag:
    """Put the bag of a case on an open list.

    Raises ``NotOurs`` for a case the hall has nothing to do with, ``WrongHall`` with the right one,
    ``NothingToPass``, ``BagTwice`` naming the list it is on, ``ListClosed``, ``NotAtThisHall``.
    """
    transfer = _locked(list_id)
    _works_at(transfer.from_hall, by)
    if not transfer.is_open:
        raise ListClosed
    submission = (
        of_hall(by.hall).filter(number=number).select_related("hall", "taken_in_at").first()
    )
    if submission is None:
        raise NotOurs
    _belongs(submission, transfer)
    on_its_way = TransferBag.objects.filter(
        number=number, received_at__isnull=True, transfer__received_at__isnull=True, listed=True
    ).select_related("transfer")
    there = on_its_way.first()
    if there is not None:
        raise BagTwice(there.transfer.number)
    return TransferBag.objects.create(
        transfer=transfer, number=number, submission=submission, scanned_at=timezone.now()
    )


@transaction.atomic
def take_off(list_id: int, *, bag_id: int, by: Actor) -> None:
    """Take a bag off an open list again; twice is once. Raises ``ListClosed``."""
    transfer = _locked(list_id)
    _works_at(transfer.from_hall, by)
    if not transfer.is_open:
        raise ListClosed
    transfer.bags.filter(pk=bag_id).delete()


@transaction.atomic
def send_off(list_id: int, *, carrier: str, by: Actor) -> TransferList:
    """Close the list: it goes off with its bags, and every case says so. Twice is once.

    Raises ``NoBags`` for an empty list.
    """
    transfer = _locked(list_id)
    _works_at(transfer.from_hall, by)
    if not transfer.is_open:
        return transfer
    bags = list(transfer.bags.all())
    if not bags:
        raise NoBags
    transfer.carrier, transfer.closed_by, transfer.closed_at = carrier, by.as_json(), timezone.now()
    transfer.save(update_fields=["carrier", "closed_by", "closed_at"])
    for bag in sorted(bags, key=lambda one: one.submission_id or 0):  # one order of locks
        _note(bag, "bag.sent", by=by)
    return transfer


@transaction.atomic
def receive_bag(list_id: int, *, number: str, by: Actor) -> TransferBag:
    """A bag has come: one of the list, or an extra one, which is written down as such.

    Raises ``BagTwice`` for one received already, ``NotOnTheWay``, ``NotAtThisHall``.
    """
    transfer = _locked(list_id)
    _works_at(transfer.to_hall, by)
    if not transfer.is_on_the_way:
        raise NotOnTheWay
    bag = transfer.bags.filter(number=number).first()
    if bag is None:
        bag = TransferBag(
            transfer=transfer,
            number=number,
            submission=of_hall(by.hall).filter(number=number).first(),
            listed=False,
            scanned_at=timezone.now(),
        )
    elif bag.received_at is not None:
        raise BagTwice(transfer.number)
    bag.received_at = timezone.now()
    bag.save()
    _note(bag, "bag.received", by=by)
    return bag


@transaction.atomic
def finish_receiving(list_id: int, *, by: Actor) -> TransferList:
    """All that has come is scanned: what is missing is named in its case. Twice is once."""
    transfer = _locked(list_id)
    _works_at(transfer.to_hall, by)
    if transfer.received_at is not None:
        return transfer
    if not transfer.is_on_the_way:
        raise NotOnTheWay
    transfer.received_by, transfer.received_at = by.as_json(), timezone.now()
    transfer.save(update_fields=["received_by", "received_at"])
    for bag in transfer.bags.filter(received_at__isnull=True).order_by("submission_id"):
        _note(bag, "bag.missing", by=by)
    return transfer


def _note(bag: TransferBag, kind: str, *, by: Actor) -> None:
    if bag.submission_id is not None:
        casework.note(bag.submission_id, kind=kind, by=by, list=bag.transfer.number)


def _belongs(submission: Submission, transfer: TransferList) -> None:
    """The other end of the way is the case's other hall."""
    halls = {submission.hall, submission.taken_in_at} - {transfer.from_hall, None}
    if not halls:
        raise NothingToPass
    if transfer.to_hall not in halls:
        raise WrongHall(next(str(hall) for hall in halls))


def _locked(list_id: int) -> TransferList:
    return (
        TransferList.objects.select_for_update(of=("self",))
        .select_related("from_hall", "to_hall")
        .get(pk=list_id)
    )


def _works_at(hall: Hall, by: Actor) -> None:
    if by.hall != hall.code or not by.may(OfficerRole.WINDOW):
        raise NotAtThisHall


def _next_number(hall: Hall) -> str:
    """``JJD`` + the division's six digits + day + three; the hall's row is locked."""
    start = f"JJD{str(hall.division_id)[:6]}{timezone.localdate():%Y%m%d}"
    last = (
        TransferList.objects.filter(number__startswith=start)
        .filter(Q(from_hall__division=hall.division_id))
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"{start}{int(last[len(start) :]) + 1 if last else 1:03d}"
