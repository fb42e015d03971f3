"""The times that can be booked, and how many of each are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bundles.reception.models import Appointment
from bundles.reception.states import AppointmentState
from departments.calendar import SHANGHAI, Calendar
from departments.models import Hall, Shift, VisitRules, Window
from departments.selectors import calendar_for, visit_rules

NOBODY_BOOKS_BEFORE = timedelta(minutes=30)
"""A slot closes half an hour before it begins: who is that near takes a number."""


@dataclass(frozen=True, slots=True)
class Slot:
    begins_at: datetime
    ends_at: datetime
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True)
class Day:
    """One day that can be chosen, with what is left of it."""

    date: date
    slots: tuple[Slot, ...]

    @property
    def free(self) -> int:
        return sum(slot.free for slot in self.slots)


def days(hall: Hall, bundle_code: str, *, now: datetime) -> list[Day]:
    """The working days that can be booked, today included, each with its slots."""
    rules, calendar = visit_rules(hall.pk), calendar_for(hall.division_id, hall.code)
    dates = list(_workdays(calendar, timezone.localdate(now), rules.days_ahead))
    floor = _Floor.of(hall, bundle_code, dates)
    return [Day(one, tuple(_slots(one, calendar, rules, floor, now))) for one in dates]


def slot_at(hall: Hall, bundle_code: str, begins_at: datetime, *, now: datetime) -> Slot | None:
    """The slot that begins then, if it can be booked at all; it may be full."""
    day = begins_at.astimezone(SHANGHAI).date()
    same = [one for one in days(hall, bundle_code, now=now) if one.date == day]
    slots = same[0].slots if same else ()
    return next((slot for slot in slots if slot.begins_at == begins_at), None)


@dataclass(frozen=True, slots=True)
class _Floor:
    """Windows, shifts and bookings of some days, read in three statements."""

    windows: frozenset[int]
    shifts: dict[date, list[tuple[datetime, datetime]]]
    booked: Counter[datetime]

    @classmethod
    def of(cls, hall: Hall, bundle_code: str, dates: list[date]) -> _Floor:
        windows = frozenset(
            window.pk
            for window in Window.objects.filter(hall=hall, is_open=True)
            if not window.bundles or bundle_code in window.bundles
        )
        first, last = _midnight(dates[0]), _midnight(dates[-1]) + timedelta(days=1)
        shifts: dict[date, list[tuple[datetime, datetime]]] = {}
        for begins, ends in Shift.objects.filter(
            window__in=windows, planned=True, begins_at__gte=first, begins_at__lt=last
        ).values_list("begins_at", "ends_at"):
            shifts.setdefault(begins.astimezone(SHANGHAI).date(), []).append((begins, ends))
        booked = Counter(
            Appointment.objects.filter(hall=hall, begins_at__gte=first, begins_at__lt=last)
            .exclude(state=AppointmentState.CANCELLED)
            .values_list("begins_at", flat=True)
        )
        return cls(windows, shifts, booked)

    def staffed(self, day: date, begins: datetime, ends: datetime) -> int:
        """Windows with somebody at them for the whole slot; all of them on a day nobody planned."""
        if day not in self.shifts:
            return len(self.windows)
        return sum(one[0] <= begins and one[1] >= ends for one in self.shifts[day])


def _slots(
    day: date, calendar: Calendar, rules: VisitRules, floor: _Floor, now: datetime
) -> Iterator[Slot]:
    length = timedelta(minutes=rules.slot_minutes)
    for span in calendar.office_hours:
        begins, closes = (datetime.combine(day, at, SHANGHAI) for at in (span.opens, span.closes))
        while begins + length <= closes:
            if begins >= now + NOBODY_BOOKS_BEFORE:
                capacity = floor.staffed(day, begins, begins + length) * rules.per_window
                yield Slot(begins, begins + length, capacity, floor.booked[begins])
            begins += length


def _workdays(calendar: Calendar, today: date, ahead: int) -> Iterator[date]:
    day = today - timedelta(days=1)
    for _nth in range(ahead + 1):
        day = calendar.workday_from(day + timedelta(days=1))
        yield day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
