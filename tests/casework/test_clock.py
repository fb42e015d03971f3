"""The statutory clock over the 2026 State Council calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from bundles.casework.clock import Light, Limits, Mark, Moment, read
from departments.calendar import SHANGHAI, Calendar
from departments.holiday_seed import seed_year
from departments.limits import DayKind, Limit


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def days(amount: str) -> Limit:
    return Limit(Decimal(amount), DayKind.WORKING)


YEARS = [seed_year(year) for year in (2025, 2026, 2027)]
CALENDAR = Calendar(
    days={day.date: day.is_workday for year in YEARS for day in year.days},
    published_years=frozenset(year.year for year in YEARS if year.published),
)
TEN_OF_TWENTY = Limits(promised=days("10"), legal=days("20"))
HALF_A_DAY = Limits(promised=days("0.5"), legal=days("3"))


def test_nothing_runs_before_the_department_has_it() -> None:
    assert read([], TEN_OF_TWENTY, CALENDAR, at("2026-02-12T10:00")) is None


def test_twenty_days_from_the_twelfth_of_february_end_on_the_eighteenth_of_march() -> None:
    reading = read(
        [Moment(Mark.STARTED, at("2026-02-12T10:00"))],
        TEN_OF_TWENTY,
        CALENDAR,
        at("2026-02-12T11:00"),
    )
    assert reading is not None
    assert reading.legal.at.date().isoformat() == "2026-03-18"
    assert reading.light is Light.GREEN


def test_a_special_procedure_moves_both_dates_by_the_working_days_it_took() -> None:
    moments = [
        Moment(Mark.STARTED, at("2026-03-02T10:00")),
        Moment(Mark.SUSPENDED, at("2026-03-04T10:00")),
        Moment(Mark.RESUMED, at("2026-03-09T10:00")),
    ]
    without = read(moments[:1], TEN_OF_TWENTY, CALENDAR, at("2026-03-10T10:00"))
    moved = read(moments, TEN_OF_TWENTY, CALENDAR, at("2026-03-10T10:00"))
    assert without is not None
    assert moved is not None
    assert CALENDAR.workdays_between(without.legal.at.date(), moved.legal.at.date()) == 3
    assert CALENDAR.workdays_between(without.promised.at.date(), moved.promised.at.date()) == 3


def test_a_correction_after_acceptance_moves_the_promise_and_never_the_law() -> None:
    moments = [
        Moment(Mark.STARTED, at("2026-03-02T10:00")),
        Moment(Mark.CORRECTION_ASKED, at("2026-03-04T10:00")),
        Moment(Mark.CORRECTION_ANSWERED, at("2026-03-06T10:00")),
    ]
    without = read(moments[:1], TEN_OF_TWENTY, CALENDAR, at("2026-03-10T10:00"))
    moved = read(moments, TEN_OF_TWENTY, CALENDAR, at("2026-03-10T10:00"))
    assert without is not None
    assert moved is not None
    assert moved.legal == without.legal
    assert CALENDAR.workdays_between(without.promised.at.date(), moved.promised.at.date()) == 2


def test_overlapping_stops_do_not_count_twice() -> None:
    started = Moment(Mark.STARTED, at("2026-03-02T10:00"))
    overlapping = [
        started,
        Moment(Mark.CORRECTION_ASKED, at("2026-03-03T10:00")),
        Moment(Mark.SUSPENDED, at("2026-03-04T10:00")),
        Moment(Mark.CORRECTION_ANSWERED, at("2026-03-05T10:00")),
        Moment(Mark.RESUMED, at("2026-03-06T10:00")),
    ]
    together = [
        started,
        Moment(Mark.SUSPENDED, at("2026-03-03T10:00")),
        Moment(Mark.RESUMED, at("2026-03-06T10:00")),
    ]
    now = at("2026-03-09T10:00")
    first = read(overlapping, TEN_OF_TWENTY, CALENDAR, now)
    second = read(together, TEN_OF_TWENTY, CALENDAR, now)
    assert first is not None
    assert second is not None
    assert first.promised == second.promised


def test_half_a_day_counts_office_hours_and_moves_by_office_minutes() -> None:
    started = Moment(Mark.STARTED, at("2026-03-02T10:00"))
    plain = read([started], HALF_A_DAY, CALENDAR, at("2026-03-02T10:30"))
    assert plain is not None
    assert plain.promised.at == at("2026-03-02T15:30")
    stopped = [
        started,
        Moment(Mark.SUSPENDED, at("2026-03-02T11:00")),
        Moment(Mark.RESUMED, at("2026-03-02T12:00")),
    ]
    moved = read(stopped, HALF_A_DAY, CALENDAR, at("2026-03-02T14:30"))
    assert moved is not None
    assert moved.promised.at == at("2026-03-02T16:30")


@pytest.mark.parametrize(
    ("now", "light"),
    [
        ("2026-03-02T11:00", Light.GREEN),
        ("2026-03-02T15:00", Light.AMBER),
        ("2026-03-02T15:31", Light.RED),
    ],
)
def test_the_light_turns_with_the_time_left(now: str, light: Light) -> None:
    reading = read([Moment(Mark.STARTED, at("2026-03-02T10:00"))], HALF_A_DAY, CALENDAR, at(now))
    assert reading is not None
    assert reading.light is light


def test_overdue_time_is_negative_and_a_settled_item_stands_still() -> None:
    moments = [
        Moment(Mark.STARTED, at("2026-03-02T10:00")),
        Moment(Mark.SETTLED, at("2026-03-02T11:00")),
    ]
    late = read(moments[:1], HALF_A_DAY, CALENDAR, at("2026-03-03T10:00"))
    done = read(moments, HALF_A_DAY, CALENDAR, at("2026-04-03T10:00"))
    assert late is not None
    assert late.left < timedelta()
    assert done is not None
    assert done.light is Light.DONE
    assert done.used == timedelta(hours=1)


def test_the_order_in_which_moments_are_told_does_not_matter() -> None:
    moments = [
        Moment(Mark.STARTED, at("2026-03-02T10:00")),
        Moment(Mark.SUSPENDED, at("2026-03-04T10:00")),
        Moment(Mark.RESUMED, at("2026-03-09T10:00")),
        Moment(Mark.CORRECTION_ASKED, at("2026-03-10T10:00")),
    ]
    now = at("2026-03-12T10:00")
    expected = read(moments, TEN_OF_TWENTY, CALENDAR, now)
    shuffled = moments[:]
    Random(7).shuffle(shuffled)
    assert read(shuffled, TEN_OF_TWENTY, CALENDAR, now) == expected
    assert expected is not None
    assert expected.light is Light.STOPPED


def test_a_date_in_a_year_without_make_up_days_is_provisional() -> None:
    unpublished = Calendar(days=CALENDAR.days, published_years=frozenset({2026}))
    reading = read(
        [Moment(Mark.STARTED, at("2026-12-28T10:00"))],
        TEN_OF_TWENTY,
        unpublished,
        at("2026-12-28T11:00"),
    )
    assert reading is not None
    assert reading.promised.provisional


def test_the_days_a_stop_took_are_days_in_shanghai() -> None:
    """An answer of seven in the morning is one of that day, though Greenwich is a day behind."""
    moments = [
        Moment(Mark.STARTED, at("2026-03-02T10:00")),
        Moment(Mark.SUSPENDED, at("2026-03-04T10:00")),
        Moment(Mark.RESUMED, at("2026-03-06T07:00")),
    ]
    in_greenwich = [Moment(each.mark, each.at.astimezone(UTC)) for each in moments]
    now = at("2026-03-10T10:00")
    assert read(in_greenwich, TEN_OF_TWENTY, CALENDAR, now) == read(
        moments, TEN_OF_TWENTY, CALENDAR, now
    )


def test_calendar_days_move_by_calendar_days() -> None:
    of_calendar = Limits(
        promised=Limit(Decimal(30), DayKind.CALENDAR), legal=Limit(Decimal(60), DayKind.CALENDAR)
    )
    moments = [
        Moment(Mark.STARTED, at("2026-03-02T10:00")),  # thirty days end on Wednesday, 1 April
        Moment(Mark.SUSPENDED, at("2026-03-06T10:00")),
        Moment(Mark.RESUMED, at("2026-03-13T10:00")),
    ]
    reading = read(moments, of_calendar, CALENDAR, at("2026-03-16T10:00"))
    assert reading is not None
    assert reading.promised.at.date().isoformat() == "2026-04-08"
