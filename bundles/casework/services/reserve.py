"""Set case numbers aside for a desk without a network, and take back what it did not use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.models import ReservedNumber
from bundles.casework.numbering import allocate
from bundles.casework.reservations import (
    BLOCK,
    MOST_OF_A_DAY,
    NumbersNotOpen,
    TooManyNumbers,
)
from departments.calendar import Calendar
from departments.codes import case_number
from departments.models import Hall
from departments.selectors import calendar_for


def days_to_reserve(hall: Hall, today: date) -> tuple[date, ...]:
    """Today and the next working day: a line may be down when the desk opens in the morning."""
    return today, next_workday(calendar_for(hall.division_id), today)


def next_workday(calendar: Calendar, today: date) -> date:
    return calendar.workday_from(today + timedelta(days=1))


def reserve(
    tokens: Sequence[UUID], *, device: UUID, day: date, hall: Hall, by: Actor
) -> list[ReservedNumber]:
    """One number of ``day`` for each token, in the order given; the same tokens again give the
    same numbers.

    Raises ``NotYours`` for who is no window clerk of the hall and for somebody else's token,
    ``NumbersNotOpen`` for another day than today and the next working day, ``TooManyNumbers``.
    """
    if not by.may("window") or by.hall != hall.code:
        raise NotYours
    if day not in days_to_reserve(hall, timezone.localdate()):
        raise NumbersNotOpen
    wanted = list(dict.fromkeys(tokens))
    try:
        with transaction.atomic():
            _set_aside(wanted, device=device, day=day, hall=hall, by=by)
    except IntegrityError:  # the same request twice at once: the other one's numbers are ours
        pass
    held = {one.token: one for one in ReservedNumber.objects.filter(token__in=wanted)}
    if any(
        (one.device, one.officer, one.hall_id) != (device, by.id, hall.pk) for one in held.values()
    ):
        raise NotYours
    return [held[token] for token in wanted]


def _set_aside(wanted: list[UUID], *, device: UUID, day: date, hall: Hall, by: Actor) -> None:
    known = set(ReservedNumber.objects.filter(token__in=wanted).values_list("token", flat=True))
    new = [token for token in wanted if token not in known]
    if not new:
        return
    if len(new) > BLOCK:
        raise TooManyNumbers
    division = hall.division_id
    sequences = allocate([f"case/{division}/{day:%Y%m%d}"] * len(new), limit=999_999)
    # counted behind the lock of the series, so that nobody overtakes the limit
    if ReservedNumber.objects.filter(officer=by.id, day=day).count() + len(new) > MOST_OF_A_DAY:
        raise TooManyNumbers
    ReservedNumber.objects.bulk_create(
        ReservedNumber(
            number=case_number(division, day, sequence),
            token=token,
            device=device,
            hall=hall,
            officer=by.id,
            day=day,
            reserved_at=timezone.now(),
        )
        for token, sequence in zip(new, sequences, strict=True)
    )


def give_back(tokens: Sequence[UUID], *, device: UUID, by: Actor) -> int:
    """Let go of numbers the device did not use; how many those were. Used ones stay used."""
    return ReservedNumber.objects.filter(
        token__in=list(tokens),
        device=device,
        officer=by.id,
        used_at__isnull=True,
        given_back_at__isnull=True,
    ).update(given_back_at=timezone.now())
