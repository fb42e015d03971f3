"""The statutory clock: a pure function of what happened.

No counter and no nightly increment: from the same events, limits and calendar come the same dates.
Sources: Administrative Licensing Law art. 32, 42, 45 (domain facts §3). A special procedure stops
both clocks; a correction asked for after acceptance stops only the promised one.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from departments.calendar import SHANGHAI, Calendar, Due
from departments.limits import DayKind, Limit


class Mark(enum.StrEnum):
    """What moves or stops a clock."""

    STARTED = "started"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_ANSWERED = "correction_answered"
    SETTLED = "settled"


class Light(enum.StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Moment:
    mark: Mark
    at: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    promised: Limit
    legal: Limit


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a clock stood; ``until`` is None while it still does."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Reading:
    """``used`` and ``left`` are office time of the promised clock; ``left`` is negative when
    overdue.
    """

    started: datetime
    promised: Due
    legal: Due
    used: timedelta
    left: timedelta
    light: Light
    pauses: tuple[Pause, ...]


_STOPS_BOTH = {Mark.SUSPENDED: Mark.RESUMED}
_STOPS_PROMISED = _STOPS_BOTH | {Mark.CORRECTION_ASKED: Mark.CORRECTION_ANSWERED}


def read(
    moments: Iterable[Moment], limits: Limits, calendar: Calendar, now: datetime
) -> Reading | None:
    """Both due dates, time used and left, and the light; None before the clock has started.

    ``moments`` may come in any order. Amber from one fifth of the promised time or one working day
    left.
    """
    ordered = sorted(moments, key=lambda moment: moment.at)
    started = next((moment.at for moment in ordered if moment.mark is Mark.STARTED), None)
    if started is None:
        return None
    settled = next((moment.at for moment in ordered if moment.mark is Mark.SETTLED), None)
    until = settled or now
    for_promise = _pauses(ordered, _STOPS_PROMISED)
    promised = _due(started, limits.promised, for_promise, calendar, until)
    legal = _due(started, limits.legal, _pauses(ordered, _STOPS_BOTH), calendar, until)
    used = _office(calendar, started, until) - _paused(calendar, for_promise, until)
    left = _left(calendar, until, promised.at)
    stopped = any(pause.until is None for pause in for_promise)
    return Reading(
        started=started,
        promised=promised,
        legal=legal,
        used=used,
        left=left,
        light=_light(settled, stopped=stopped, used=used, left=left, calendar=calendar),
        pauses=for_promise,
    )


def lengthened(moments: Iterable[Moment], limits: Limits, calendar: Calendar) -> Limits:
    """``limits`` with what each clock has stood still added to it; a pause that goes on adds
    nothing yet, it is counted when it ends.
    """
    ordered = sorted(moments, key=lambda moment: moment.at)
    return Limits(
        promised=_longer(limits.promised, _over(_pauses(ordered, _STOPS_PROMISED)), calendar),
        legal=_longer(limits.legal, _over(_pauses(ordered, _STOPS_BOTH)), calendar),
    )


def _over(pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    return tuple(pause for pause in pauses if pause.until is not None)


def _longer(limit: Limit, pauses: tuple[Pause, ...], calendar: Calendar) -> Limit:
    """Whole days by days of their own kind, a part of a day by office time, on the spot by the
    whole days it takes to make up for it.
    """
    if not pauses:
        return limit
    if limit.whole_days and not limit.on_the_spot:
        days = sum(_days(pause, limit.day_kind, calendar, pause.since) for pause in pauses)
        return Limit(limit.amount + days, limit.day_kind)
    stood = _paused(calendar, pauses, pauses[0].since)
    part = Decimal(stood // timedelta(minutes=1)) / (calendar.day_length // timedelta(minutes=1))
    if limit.on_the_spot:
        return Limit(part.to_integral_value(ROUND_CEILING), DayKind.WORKING)
    return Limit(limit.amount + part, limit.day_kind)


def _pauses(ordered: Iterable[Moment], stops: dict[Mark, Mark]) -> tuple[Pause, ...]:
    """The union of all stretches, so overlapping ones never count twice."""
    pauses: list[Pause] = []
    open_marks: list[Mark] = []
    since: datetime | None = None
    for moment in ordered:
        if moment.mark in stops:
            if not open_marks:
                since = moment.at
            open_marks.append(stops[moment.mark])
        elif moment.mark in open_marks:
            open_marks.remove(moment.mark)
            if not open_marks and since is not None:
                pauses.append(Pause(since, moment.at))
                since = None
    if since is not None:
        pauses.append(Pause(since, None))
    return tuple(pauses)


def _due(
    started: datetime, limit: Limit, pauses: tuple[Pause, ...], calendar: Calendar, now: datetime
) -> Due:
    """Limits of whole days move by each pause's days of their own kind, counted in Shanghai;
    shorter ones by its office minutes.
    """
    if not pauses:
        return calendar.due(started, limit)
    if limit.whole_days and not limit.on_the_spot:
        days = sum(_days(pause, limit.day_kind, calendar, now) for pause in pauses)
        return calendar.due(started, Limit(limit.amount + days, limit.day_kind))
    unmoved = calendar.due(started, limit)
    minutes = calendar.office_minutes_between(started, unmoved.at) + sum(
        calendar.office_minutes_between(pause.since, pause.until or now) for pause in pauses
    )
    part = Decimal(minutes) / (calendar.day_length // timedelta(minutes=1))
    return calendar.due(started, Limit(part, DayKind.WORKING))


def _days(pause: Pause, kind: DayKind, calendar: Calendar, now: datetime) -> int:
    since, until = (
        moment.astimezone(SHANGHAI).date() for moment in (pause.since, pause.until or now)
    )
    if kind is DayKind.CALENDAR:
        return (until - since).days
    return calendar.workdays_between(since, until)


def _office(calendar: Calendar, since: datetime, until: datetime) -> timedelta:
    return timedelta(minutes=calendar.office_minutes_between(since, until))


def _paused(calendar: Calendar, pauses: tuple[Pause, ...], now: datetime) -> timedelta:
    return sum(
        (_office(calendar, pause.since, pause.until or now) for pause in pauses), timedelta()
    )


def _left(calendar: Calendar, now: datetime, due: datetime) -> timedelta:
    return _office(calendar, now, due) if now <= due else -_office(calendar, due, now)


def _light(
    settled: datetime | None, *, stopped: bool, used: timedelta, left: timedelta, calendar: Calendar
) -> Light:
    if settled is not None:
        return Light.DONE
    if stopped:
        return Light.STOPPED
    if left < timedelta():
        return Light.RED
    if left <= (used + left) / 5 or used + left > calendar.day_length >= left:
        return Light.AMBER
    return Light.GREEN
