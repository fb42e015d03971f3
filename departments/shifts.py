"""Who sits where when: planned by the head of the hall, or sat down to by who finds a window free.

Every verb locks the hall's windows first, in one order, so two who want the same seat are answered
one after the other; the exclusion constraints of ``Shift`` are the last word.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from departments.calendar import SHANGHAI
from departments.models import Officer, Shift, Window
from departments.selectors import calendar_for, window_of

ONE_DAY = timedelta(days=1)


class ShiftError(Exception):
    """A seat that cannot be taken; ``str()`` is a sentence for the person."""

    code: ClassVar[str] = "shift_error"
    message: ClassVar[str | Promise] = _("排班没有保存，请检查后再试。")

    def __str__(self) -> str:
        return str(self.message)


class WindowTaken(ShiftError):
    code = "window_taken"
    message = _("这个窗口这段时间已有人值班，请换一个窗口或时间。")


class AlreadySeated(ShiftError):
    code = "already_seated"
    message = _("这名工作人员这段时间已在另一个窗口值班。")


class NoSuchSeat(ShiftError):
    """A window or officer of another hall, or a window that is closed."""

    code = "no_such_seat"
    message = _("本大厅没有这个窗口或这名工作人员，或窗口已停用。")


class NoTime(ShiftError):
    code = "no_time"
    message = _("结束时间要晚于开始时间，并在同一天。")


@transaction.atomic
def plan_shift(
    window_id: int, officer_number: str, *, hall_id: int, begins_at: datetime, ends_at: datetime
) -> Shift:
    """Put an officer of the hall at one of its windows. Raises a ``ShiftError``."""
    window = _windows(hall_id).get(window_id)
    officer = Officer.objects.filter(
        number=officer_number, hall=hall_id, is_active=True, roles__overlap=["window", "helper"]
    ).first()
    if window is None or not window.is_open or officer is None:
        raise NoSuchSeat
    local = begins_at.astimezone(SHANGHAI), ends_at.astimezone(SHANGHAI)
    if local[0] >= local[1] or local[0].date() != local[1].date():
        raise NoTime
    return _seat(officer, window, begins_at, ends_at, planned=True)


@transaction.atomic
def drop_shift(shift_id: int, *, hall_id: int, now: datetime) -> None:
    """Take a shift out of the plan; one that has begun ends now: what was, stays recorded."""
    _windows(hall_id)
    shift = Shift.objects.filter(pk=shift_id, window__hall=hall_id).first()
    if shift is not None:
        _end(shift, now)


@transaction.atomic
def sit_down(officer: Officer, window_id: int, *, now: datetime) -> Shift:
    """Take a free window until the office closes, or the window is somebody else's by plan.

    Whoever sits elsewhere leaves that seat. Again at the same window changes nothing.
    """
    assert officer.hall is not None
    window = _windows(officer.hall.pk).get(window_id)
    if window is None or not window.is_open:
        raise NoSuchSeat
    if window_of(officer, now) == window:
        return Shift.objects.get(officer=officer, begins_at__lte=now, ends_at__gt=now)
    for shift in Shift.objects.filter(officer=officer, begins_at__lte=now, ends_at__gt=now):
        _end(shift, now)
    coming = Shift.objects.filter(Q(window=window) | Q(officer=officer), begins_at__gt=now)
    first = coming.order_by("begins_at").values_list("begins_at", flat=True).first()
    closes = _closing(officer.hall.division_id, officer.hall.code, now)
    return _seat(officer, window, now, min(first, closes) if first else closes, planned=False)


@transaction.atomic
def stand_up(officer: Officer, *, now: datetime) -> None:
    """Leave the window; the shift ends now. Who sits nowhere stays so."""
    assert officer.hall_id is not None
    _windows(officer.hall_id)
    for shift in Shift.objects.filter(officer=officer, begins_at__lte=now, ends_at__gt=now):
        _end(shift, now)


@transaction.atomic
def copy_week(*, hall_id: int, monday: date) -> int:
    """Plan the week of ``monday`` like the one before, where nothing stands in the way.

    Only planned shifts are copied, and only onto working days; returns how many. Twice is once.
    """
    windows = _windows(hall_id)
    if not windows:
        return 0
    hall = next(iter(windows.values())).hall
    calendar = calendar_for(hall.division_id, hall.code)
    copied = 0
    for shift in shifts_of_week(hall_id, monday - 7 * ONE_DAY).filter(
        planned=True, officer__is_active=True, officer__hall=hall_id, window__is_open=True
    ):
        begins_at, ends_at = shift.begins_at + 7 * ONE_DAY, shift.ends_at + 7 * ONE_DAY
        if not calendar.is_workday(begins_at.astimezone(SHANGHAI).date()):
            continue
        if _clashing(shift.officer, shift.window, begins_at, ends_at).exists():
            continue
        _seat(shift.officer, shift.window, begins_at, ends_at, planned=True)
        copied += 1
    return copied


def shifts_of_week(hall_id: int, monday: date) -> QuerySet[Shift]:
    """What is planned and was sat from a Monday to the Sunday after it."""
    begins = datetime.combine(monday, time(), SHANGHAI)
    return (
        Shift.objects.filter(
            window__hall=hall_id, begins_at__gte=begins, begins_at__lt=begins + 7 * ONE_DAY
        )
        .select_related("officer", "window")
        .order_by("begins_at", "window__label")
    )


def _seat(
    officer: Officer, window: Window, begins_at: datetime, ends_at: datetime, *, planned: bool
) -> Shift:
    clash = _clashing(officer, window, begins_at, ends_at).first()
    if clash is not None:
        raise WindowTaken if clash.window_id == window.pk else AlreadySeated
    return Shift.objects.create(
        officer=officer, window=window, begins_at=begins_at, ends_at=ends_at, planned=planned
    )


def _clashing(
    officer: Officer, window: Window, begins_at: datetime, ends_at: datetime
) -> QuerySet[Shift]:
    return Shift.objects.filter(
        Q(officer=officer) | Q(window=window), begins_at__lt=ends_at, ends_at__gt=begins_at
    )


def _end(shift: Shift, now: datetime) -> None:
    if shift.begins_at >= now:
        shift.delete()
        return
    shift.ends_at = min(shift.ends_at, now)
    shift.save(update_fields=["ends_at"])


def _closing(division: str, hall: str, now: datetime) -> datetime:
    """When today's office closes; who stays on has until the end of the day."""
    local = now.astimezone(SHANGHAI)
    calendar = calendar_for(division, hall)
    closes = datetime.combine(local.date(), calendar.closes, SHANGHAI)
    if closes > local:
        return closes
    return datetime.combine(local.date() + ONE_DAY, time(), SHANGHAI)


def _windows(hall_id: int) -> dict[int, Window]:
    """The hall's windows, locked in one order."""
    rows = (
        Window.objects.select_for_update(of=("self",), no_key=True)
        .filter(hall=hall_id)
        .select_related("hall")
        .order_by("pk")
    )
    return {window.pk: window for window in rows}
