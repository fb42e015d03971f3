"""When a limit runs out, against the published calendar and against counting on one's fingers."""

from datetime import UTC, date, datetime, time, timedelta
from timeit import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from departments.calendar import (
    SHANGHAI,
    Calendar,
    CalendarExceeded,
    OfficeSpan,
)
from departments.holiday_seed import seed_year
from departments.limits import Limit

HALF_A_DAY = Limit.working("0.5")
ON_THE_SPOT = Limit.working(0)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-02-12", 20, "2026-03-18"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-24", 5, "2026-10-09"),
        ("2026-09-24", 10, "2026-10-15"),
    ],
)
def test_published_vectors_hold(china: Calendar, start: str, days: int, end: str) -> None:
    due = china.add(date.fromisoformat(start), Limit.working(days))
    assert (due.date, due.provisional) == (date.fromisoformat(end), False)


def test_make_up_workdays_of_2026_are_worked(china: Calendar) -> None:
    weekends = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    worked = [f"{day:%m-%d}" for day in weekends if day.weekday() >= 5 and china.is_workday(day)]
    assert worked == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_spring_festival_2026_is_off(china: Calendar) -> None:
    assert not any(china.is_workday(date(2026, 2, day)) for day in range(15, 24))


def test_every_span_over_three_years_agrees_with_counting_day_by_day(china: Calendar) -> None:
    """T3: across holidays, month ends and make-up workdays alike."""
    first, last = date(2024, 1, 1), date(2026, 12, 31)
    every_day = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    worked = {day: china.is_workday(day) for day in every_day}
    for position, start in enumerate(every_day):
        counted = 0
        for day in every_day[position + 1 :]:
            counted += worked[day]
            assert china.workdays_between(start, day) == counted, (start, day)
            if worked[day] and counted <= 60:
                assert china.add(start, Limit.working(counted)).date == day, (start, counted)


def test_counting_backwards_is_negative(china: Calendar) -> None:
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    assert china.workdays_between(friday, monday) == 1
    assert china.workdays_between(monday, friday) == -1
    assert china.workdays_between(friday, friday) == 0


def test_a_date_accepted_in_december_is_computed_and_marked_provisional(china: Calendar) -> None:
    """T22: next year's make-up workdays are not published yet."""
    due = china.add(date(2026, 12, 28), Limit.working(5))
    assert (due.date, due.provisional) == (date(2027, 1, 5), True)
    assert not china.add(date(2026, 12, 28), Limit.working(3)).provisional


def test_a_year_nobody_knows_keeps_its_fixed_holidays(china: Calendar) -> None:
    due = china.add(date(2031, 9, 30), Limit.working(1))
    assert (due.date, due.provisional) == (date(2031, 10, 6), True)


def test_years_beyond_the_calendar_are_refused_by_name() -> None:
    with pytest.raises(CalendarExceeded, match="2100-01-01"):
        Calendar().add(date(2100, 1, 1), Limit.working(1))
    with pytest.raises(CalendarExceeded):
        Calendar().add(date(2099, 12, 31), Limit.working(1))


def test_calendar_days_ending_on_a_day_off_end_on_the_next_workday(china: Calendar) -> None:
    assert china.add(date(2026, 3, 2), Limit.calendar(2)).date == date(2026, 3, 4)
    assert china.add(date(2026, 3, 2), Limit.calendar(5)).date == date(2026, 3, 9)
    assert china.add(date(2026, 2, 10), Limit.calendar(15)).date == date(2026, 2, 25)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-09-24T09:00", "2026-09-24T12:00"),
        ("2026-09-24T10:00", "2026-09-24T15:30"),
        ("2026-09-24T13:00", "2026-09-24T17:30"),
        ("2026-09-24T16:30", "2026-09-28T11:00"),
        ("2026-09-24T17:30", "2026-09-28T12:00"),
        ("2026-09-24T20:00", "2026-09-28T12:00"),
        ("2026-09-25T03:00", "2026-09-28T12:00"),
        ("2026-02-14T06:00", "2026-02-14T12:00"),
    ],
)
def test_half_a_day_counts_office_hours(china: Calendar, start: str, end: str) -> None:
    assert china.due(at(start), HALF_A_DAY).at == at(end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-09-24T08:00", "2026-09-24T17:30"),
        ("2026-09-24T17:29", "2026-09-24T17:30"),
        ("2026-09-24T17:31", "2026-09-28T17:30"),
        ("2026-09-26T10:00", "2026-09-28T17:30"),
    ],
)
def test_on_the_spot_is_the_next_closing_time(china: Calendar, start: str, end: str) -> None:
    assert china.due(at(start), ON_THE_SPOT).at == at(end)


def test_whole_days_end_when_the_office_closes(china: Calendar) -> None:
    assert china.due(at("2026-02-12T23:59"), Limit.working(3)).at == at("2026-02-24T17:30")


def test_the_day_is_the_one_in_shanghai(china: Calendar) -> None:
    evening_in_utc = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    assert china.due(evening_in_utc, Limit.working(1)).at == at("2026-03-04T17:30")
    assert china.received_on(evening_in_utc) == date(2026, 3, 3)


def test_a_moment_without_its_zone_is_refused(china: Calendar) -> None:
    with pytest.raises(ValueError, match="time zone"):
        china.due(datetime(2026, 3, 2, 9), HALF_A_DAY)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("handed_in", "counts_for"),
    [
        ("2026-09-24T06:00", "2026-09-24"),
        ("2026-09-24T12:30", "2026-09-24"),
        ("2026-09-24T17:30", "2026-09-24"),
        ("2026-09-24T17:31", "2026-09-28"),
        ("2026-09-26T10:00", "2026-09-28"),
        ("2026-02-28T10:00", "2026-02-28"),
    ],
)
def test_what_comes_after_the_cut_off_counts_for_the_next_workday(
    china: Calendar, handed_in: str, counts_for: str
) -> None:
    assert china.received_on(at(handed_in)) == date.fromisoformat(counts_for)


def test_a_place_may_cut_off_earlier() -> None:
    early = Calendar(published_years=frozenset({2026}), cut_off=time(16))
    assert early.received_on(at("2026-03-02T16:00")) == date(2026, 3, 2)
    assert early.received_on(at("2026-03-02T16:01")) == date(2026, 3, 3)


def minute_by_minute(china: Calendar, start: datetime, minutes: int) -> datetime:
    """The moment the office has been open for ``minutes``, found by walking."""
    moment = start
    while minutes:
        clock = moment.time()
        is_open = china.is_workday(moment.date()) and any(
            span.opens <= clock < span.closes for span in china.office_hours
        )
        minutes -= is_open
        moment += timedelta(minutes=1)
    return moment


@settings(max_examples=60, deadline=None)
@given(
    start=st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 20)),  # noqa: DTZ001
    tenths=st.sampled_from([1, 2, 3, 5, 7, 9, 11, 15, 25]),
)
def test_parts_of_a_day_agree_with_walking_minute_by_minute(
    china: Calendar, start: datetime, tenths: int
) -> None:
    began = start.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
    due = china.due(began, Limit.working(f"{tenths / 10}"))
    assert due.at == minute_by_minute(china, began, tenths * 36)
    assert china.office_minutes_between(began, due.at) == tenths * 36
    assert china.office_minutes_between(due.at, began) == -tenths * 36


@settings(deadline=None)
@given(
    start=st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001
    amount=st.sampled_from(["0", "0.5", "1", "1.5", "3", "5", "20"]),
)
def test_nothing_is_due_before_it_began(china: Calendar, start: datetime, amount: str) -> None:
    began = start.replace(tzinfo=SHANGHAI)
    assert china.due(began, Limit.working(amount)).at >= began


@pytest.mark.parametrize(
    "hours",
    [
        (),
        (OfficeSpan(time(14), time(17)), OfficeSpan(time(9), time(12))),
        (OfficeSpan(time(9), time(13)), OfficeSpan(time(12), time(17))),
    ],
)
def test_office_hours_must_make_sense(hours: tuple[OfficeSpan, ...]) -> None:
    with pytest.raises(ValueError, match="office hours"):
        Calendar(office_hours=hours)
    with pytest.raises(ValueError, match="opens before it closes"):
        OfficeSpan(time(9), time(9))


def test_adding_days_takes_microseconds(china: Calendar) -> None:
    """A queue page adds thousands of dates; a day loop would take a hundred times as long."""
    limit = Limit.working(20)
    china.add(date(2026, 2, 12), limit)
    assert timeit(lambda: china.add(date(2026, 2, 12), limit), number=2000) / 2000 < 50e-6


def test_the_seed_says_which_years_are_published() -> None:
    assert seed_year(2026).published
    assert not seed_year(2040).published
    assert {day.name for day in seed_year(2026).days if day.is_workday} == {"调休上班"}
    assert "春节" in {day.name for day in seed_year(2040).days}
