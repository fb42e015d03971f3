"""When an office is open, said for today and for the next time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from departments.calendar import CalendarExceeded, OfficeSpan
from departments.models import Hall
from departments.selectors import calendar_for

FAR = 15
"""So many days are looked through for the next opening; no holiday is longer."""


@dataclass(frozen=True, slots=True)
class Opening:
    """``opens`` is the next opening when it is closed now; None when nobody can say yet."""

    hours: Sequence[OfficeSpan]
    open_until: time | None
    opens: datetime | None


@dataclass(frozen=True, slots=True)
class Office:
    hall: Hall
    opening: Opening


def office(hall: Hall) -> Office:
    return Office(hall, opening(hall.division_id, hall.code, timezone.localtime()))


def opening(division: str, hall: str, now: datetime) -> Opening:
    """What applies at ``now`` (local time)."""
    calendar = calendar_for(division, hall)
    spans = calendar.office_hours
    try:
        for offset in range(FAR):
            day = now.date() + timedelta(days=offset)
            if not calendar.is_workday(day):
                continue
            for span in spans:
                if offset == 0 and span.opens <= now.time() < span.closes:
                    return Opening(spans, span.closes, None)
                if offset > 0 or now.time() < span.opens:
                    return Opening(spans, None, _at(day, span.opens, now))
    except CalendarExceeded:
        pass
    return Opening(spans, None, None)


def _at(day: date, moment: time, now: datetime) -> datetime:
    return datetime.combine(day, moment, now.tzinfo)
