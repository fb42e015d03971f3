"""Who sits where: a week of the hall, planned by its head."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from departments import shifts
from departments.calendar import SHANGHAI, Calendar
from departments.models import Hall, Officer, Shift, Window
from departments.selectors import calendar_for
from portal.console.gate import hall_of
from portal.console.reception.told import back, number_in, told
from portal.console.site import page

WEEK = timedelta(days=7)


@require_safe
def week(request: HttpRequest) -> HttpResponseBase:
    """``?monday=2026-11-23``; this week, if none or nonsense."""
    hall, monday = hall_of(request), monday_in(request.GET.get("monday", ""))
    calendar = calendar_for(hall.division_id, hall.code)
    days = [monday + timedelta(days=n) for n in range(7)]
    windows = list(Window.objects.filter(hall=hall).order_by("label"))
    planned = list(shifts.shifts_of_week(hall.pk, monday))
    context = {
        "title": _("窗口排班"),
        "content_title": _("窗口排班"),
        "hall": hall,
        "here": f"{request.path}?monday={monday}",
        "monday": monday,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "days": [_day(day, calendar) for day in days],
        "rows": [
            {"window": window, "cells": [_cell(window, day, planned) for day in days]}
            for window in windows
        ],
        "windows": windows,
        "officers": seatable(hall),
        "spans": [(span.opens, span.closes) for span in calendar.office_hours],
        "empty": not planned,
    }
    return page(request, "console/reception/week.html", context)


@require_POST
@told
def add(request: HttpRequest) -> HttpResponseBase:
    """Fields: ``window``, ``officer``, ``day`` (one or several), ``begins``, ``ends`` (``09:00``).

    Without times: every span of the office hours.
    """
    hall = hall_of(request)
    window, officer = (
        number_in(request.POST.get("window", "")),
        request.POST.get("officer", "").replace("\0", ""),
    )
    added = 0
    for day in request.POST.getlist("day")[:7]:
        for begins, ends in _spans(request, hall, _date(day)):
            shifts.plan_shift(window, officer, hall_id=hall.pk, begins_at=begins, ends_at=ends)
            added += 1
    if not added:
        raise shifts.NoTime
    messages.success(request, _("已排上。"))
    return back(request)


@require_POST
@told
def drop(request: HttpRequest, shift: int) -> HttpResponseBase:
    shifts.drop_shift(shift, hall_id=hall_of(request).pk, now=timezone.now())
    return back(request)


@require_POST
@told
def copy(request: HttpRequest) -> HttpResponseBase:
    """Field: ``monday`` of the week to fill."""
    monday = monday_in(request.POST.get("monday", ""))
    copied = shifts.copy_week(hall_id=hall_of(request).pk, monday=monday)
    if copied:
        messages.success(request, _("已照上周排好 %(count)d 个班。") % {"count": copied})
    else:
        messages.info(request, _("没有可以照搬的班：上周没有排班，或者本周已经排满。"))
    return redirect(f"{reverse('admin:reception_week')}?monday={monday}")


@require_POST
@told
def windows(request: HttpRequest) -> HttpResponseBase:
    """Which windows are open: field ``open``, once for each."""
    hall = hall_of(request)
    chosen = {number_in(one) for one in request.POST.getlist("open")}
    Window.objects.filter(hall=hall).exclude(pk__in=chosen).update(is_open=False)
    Window.objects.filter(hall=hall, pk__in=chosen).update(is_open=True)
    return back(request)


def seatable(hall: Hall) -> list[Officer]:
    """Who may be planned at a window."""
    return list(
        Officer.objects.filter(
            hall=hall, is_active=True, roles__overlap=["window", "helper"]
        ).order_by("number")
    )


def monday_in(text: str) -> date:
    """The Monday of the week a date is in."""
    day = _date(text) or timezone.localdate()
    return day - timedelta(days=day.weekday())


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2020 <= found.year <= 2090 else None


def _spans(request: HttpRequest, hall: Hall, day: date | None) -> list[tuple[datetime, datetime]]:
    begins, ends = (_clock(request.POST.get(name, "")) for name in ("begins", "ends"))
    if day is None:
        return []
    if begins is None and ends is None:
        hours = calendar_for(hall.division_id, hall.code).office_hours
        return [(_at(day, span.opens), _at(day, span.closes)) for span in hours]
    if begins is None or ends is None:
        raise shifts.NoTime
    return [(_at(day, begins), _at(day, ends))]


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if len(text) == 5 else None
    except ValueError:
        return None


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI)


def _day(day: date, calendar: Calendar) -> dict[str, Any]:
    return {
        "date": day,
        "works": calendar.is_workday(day),
        "is_today": day == timezone.localdate(),
    }


def _cell(window: Window, day: date, planned: list[Shift]) -> list[Shift]:
    return [
        shift
        for shift in planned
        if shift.window_id == window.pk and shift.begins_at.astimezone(SHANGHAI).date() == day
    ]
