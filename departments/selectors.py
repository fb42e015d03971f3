"""What others ask of the departments."""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache
from time import monotonic

from django.db.models import Prefetch, QuerySet

from departments.calendar import DEFAULT_HOURS, Calendar, OfficeSpan
from departments.models import (
    CalendarDay,
    CalendarYear,
    Division,
    OfficeHours,
    Officer,
    Requirement,
    ServiceItem,
    Shift,
    VisitRules,
    Window,
)

REREAD_SECONDS = 300

_BODIES = ("accepted_by", "decided_by", "supervised_by", "maker")


def calendar_for(division_code: str, hall_code: str = "") -> Calendar:
    """The calendar of a place, with its hall's office hours or else the nearest division's.

    Without hours of its own: the default. Kept per process and read again every five minutes, so
    what the keepers of the calendar change reaches every worker; ``forget`` makes it at once.
    """
    return _read_calendar(division_code, hall_code, int(monotonic() // REREAD_SECONDS))


@lru_cache(maxsize=256)
def _read_calendar(division_code: str, hall_code: str, turn: int) -> Calendar:
    hours = _hours_of(division_code, hall_code)
    return Calendar(
        days=dict(CalendarDay.objects.values_list("date", "is_workday")),
        published_years=frozenset(
            CalendarYear.objects.filter(published=True).values_list("year", flat=True)
        ),
        office_hours=_spans(hours.spans) if hours else DEFAULT_HOURS,
        cut_off=hours.cut_off if hours else None,
    )


def service_items(division_code: str) -> QuerySet[ServiceItem]:
    """The items exercised in a division, in order, with their departments and requirements."""
    requirements = Requirement.objects.select_related("material").order_by("position")
    return (
        ServiceItem.objects.filter(decided_by__division=division_code)
        .select_related(*_BODIES, *(f"{body}__hall" for body in _BODIES))
        .prefetch_related(Prefetch("requirements", requirements))
        .order_by("key", "implementation_code")
    )


def window_of(officer: Officer, at: datetime) -> Window | None:
    """Where an officer sits at a moment; None for who sits nowhere."""
    shift = (
        Shift.objects.filter(officer=officer, begins_at__lte=at, ends_at__gt=at)
        .select_related("window")
        .first()
    )
    return shift.window if shift else None


def visit_rules(hall_id: int) -> VisitRules:
    """How a hall keeps appointments and calls numbers; the defaults where it says nothing."""
    found = VisitRules.objects.filter(hall=hall_id).first()
    return found or VisitRules(hall_id=hall_id)


def forget() -> None:
    """Let the next question read the calendar from the database again."""
    _read_calendar.cache_clear()


def lineage(division_code: str) -> list[str]:
    """The division's code and those above it, nearest first."""
    parents = dict(Division.objects.values_list("code", "parent_id"))
    codes: list[str] = []
    code: str | None = division_code
    while code and code not in codes:
        codes.append(code)
        code = parents.get(code)
    return codes


def _hours_of(division_code: str, hall_code: str) -> OfficeHours | None:
    if hall_code:
        own = OfficeHours.objects.filter(hall__code=hall_code).first()
        if own:
            return own
    codes = lineage(division_code)
    found = {hours.division_id: hours for hours in OfficeHours.objects.filter(division__in=codes)}
    return next((found[code] for code in codes if code in found), None)


def _spans(rows: list[list[str]]) -> tuple[OfficeSpan, ...]:
    return tuple(
        OfficeSpan(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in rows
    )
