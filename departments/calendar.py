"""When offices work, and when a limit runs out. Pure: no database, no clock.

China moves weekends: beside holidays there are make-up workdays on Saturdays and Sundays, published
each November for the following year. A date counted through a year that is not published yet is
given all the same, and marked provisional.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from departments.limits import DayKind, Limit

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2099, 12, 31)
# Kept in a year nobody has published: the statutory days that do not follow the moon
# (全国年节及纪念日放假办法, as revised in 2024).
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})

_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)


class CalendarExceeded(ValueError):
    """A date outside the years this calendar covers."""

    code = "calendar_exceeded"


@dataclass(frozen=True, slots=True)
class OfficeSpan:
    """One stretch of a working day during which the office is open."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("an office opens before it closes")

    @property
    def length(self) -> timedelta:
        return _since_midnight(self.closes) - _since_midnight(self.opens)


# What a place keeps unless it says otherwise (the demo's hours).
DEFAULT_HOURS = (
    OfficeSpan(time(9), time(12)),
    OfficeSpan(time(14, 30), time(17, 30)),
)


@dataclass(frozen=True, slots=True)
class DueDay:
    date: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Due:
    at: datetime
    provisional: bool


@dataclass(frozen=True)
class Calendar:
    """One place's calendar: ``days`` holds only the exceptions to Monday–Friday."""

    days: Mapping[date, bool] = field(default_factory=dict)
    published_years: frozenset[int] = frozenset()
    office_hours: tuple[OfficeSpan, ...] = DEFAULT_HOURS
    cut_off: time | None = None
    """Until when something received counts for the day itself; the last closing time unless set."""

    def __post_init__(self) -> None:
        if not self.office_hours:
            raise ValueError("a calendar needs office hours")
        for earlier, later in zip(self.office_hours, self.office_hours[1:], strict=False):
            if earlier.closes > later.opens:
                raise ValueError("office hours overlap or are out of order")

    def is_workday(self, day: date) -> bool:
        known = self.days.get(day)
        if known is not None:
            return known
        if day.weekday() >= 5:
            return False
        return day.year in self.published_years or (day.month, day.day) not in FIXED_HOLIDAYS

    def add(self, day: date, limit: Limit) -> DueDay:
        """The last day of ``limit``, with ``day`` as day 0: counting starts the next day.

        Nothing to wait for is ``day`` itself, or the next working day after a day off. A part of a
        day counts as a whole one here: use ``due`` where hours matter. A calendar-day limit ending
        on a day off ends on the next working day (Civil Code article 203).
        """
        amount = int(limit.amount.to_integral_value(ROUND_CEILING))
        if amount == 0:
            end = self.workday_from(day)
        elif limit.day_kind is DayKind.CALENDAR:
            end = self.workday_from(day + timedelta(days=amount))
        else:
            end = self._workday(bisect_right(self._workdays, self._ordinal(day)) + amount - 1)
        return DueDay(end, self._provisional(day, end))

    def due(self, start: datetime, limit: Limit) -> Due:
        """The moment ``limit`` runs out for something that began at ``start`` (timezone-aware).

        Whole days end when the office closes on the due day; on the spot is the next closing time;
        a part of a day counts office hours, so half a day from 16:30 is mid-morning.
        """
        local = _in_shanghai(start)
        if limit.on_the_spot:
            late = local.time() > self.closes
            end_day = self.workday_from(local.date() + (_ONE_DAY if late else timedelta()))
            return Due(self._at(end_day, self.closes), self._provisional(local.date(), end_day))
        if limit.whole_days:
            end = self.add(local.date(), limit)
            return Due(self._at(end.date, self.closes), end.provisional)
        if limit.day_kind is DayKind.CALENDAR:
            moment = local + timedelta(seconds=_ceil(limit.amount * 86400))
            return Due(moment, self._provisional(local.date(), moment.date()))
        moment = self._after(local, timedelta(seconds=_ceil(limit.amount * self._day_seconds)))
        return Due(moment, self._provisional(local.date(), moment.date()))

    def received_on(self, at: datetime) -> date:
        """The day something handed in at ``at`` counts for.

        After the cut-off, and on a day off, that is the next working day.
        """
        local = _in_shanghai(at)
        day = local.date()
        if local.time() > (self.cut_off or self.closes):
            day += _ONE_DAY
        return self.workday_from(day)

    def workday_from(self, day: date) -> date:
        """``day`` itself when offices work, else the next day they do."""
        return self._workday(bisect_left(self._workdays, self._ordinal(day)))

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when going back."""
        return self._workdays_until(end) - self._workdays_until(start)

    def office_minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole minutes the office was open between two moments; negative when going back."""
        if end < start:
            return -self.office_minutes_between(end, start)
        return (self._open_until(end) - self._open_until(start)) // _ONE_MINUTE

    @property
    def closes(self) -> time:
        return self.office_hours[-1].closes

    @cached_property
    def day_length(self) -> timedelta:
        """How long the office is open on a working day."""
        return sum((span.length for span in self.office_hours), timedelta())

    @cached_property
    def _day_seconds(self) -> Decimal:
        return Decimal(int(self.day_length.total_seconds()))

    @cached_property
    def _workdays(self) -> tuple[int, ...]:
        """Every working day as an ordinal, in order: counting days becomes two bisections."""
        first, last = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
        return tuple(n for n in range(first, last + 1) if self.is_workday(date.fromordinal(n)))

    def _workday(self, index: int) -> date:
        try:
            return date.fromordinal(self._workdays[index])
        except IndexError:
            raise CalendarExceeded(f"no working day is known after {LAST_DAY}") from None

    def _workdays_until(self, day: date) -> int:
        return bisect_right(self._workdays, self._ordinal(day))

    def _ordinal(self, day: date) -> int:
        if not FIRST_DAY <= day <= LAST_DAY:
            raise CalendarExceeded(f"{day} is outside {FIRST_DAY} to {LAST_DAY}")
        return day.toordinal()

    def _provisional(self, start: date, end: date) -> bool:
        return any(year not in self.published_years for year in range(start.year, end.year + 1))

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, SHANGHAI)

    def _open_today(self, moment: datetime) -> timedelta:
        """How long the office has been open that day, when it is a working day."""
        clock = _since_midnight(moment.time())
        return sum(
            (
                min(max(clock - _since_midnight(span.opens), timedelta()), span.length)
                for span in self.office_hours
            ),
            timedelta(),
        )

    def _open_until(self, moment: datetime) -> timedelta:
        """Office time since the calendar began."""
        local = _in_shanghai(moment)
        before = self._workdays_until(local.date())
        if not self.is_workday(local.date()):
            return before * self.day_length
        return (before - 1) * self.day_length + self._open_today(local)

    def _after(self, start: datetime, wait: timedelta) -> datetime:
        """When the office will have been open for ``wait`` (more than nothing) since ``start``."""
        total = self._open_until(start) + wait
        index, rest = divmod(total, self.day_length)
        if not rest:
            return self._at(self._workday(index - 1), self.closes)
        day = self._workday(index)
        for span in self.office_hours:
            if rest <= span.length:
                return self._at(day, span.opens) + rest
            rest -= span.length
        raise AssertionError("a rest is always shorter than a day")


def _in_shanghai(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(SHANGHAI)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )


def _ceil(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))
