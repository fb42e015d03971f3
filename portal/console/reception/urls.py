"""Addresses of this room: the window and its numbers, who sits where, the machines."""

from __future__ import annotations

from django.urls import URLPattern, path

from departments.models import OfficerRole
from portal.console.reception import floor, kiosks, verbs, week
from portal.console.site import View, let_in


def _at_the_window(view: View) -> View:
    return let_in(view, OfficerRole.WINDOW, OfficerRole.HELPER)


def _for_the_head(view: View) -> View:
    return let_in(view, OfficerRole.HEAD)


TICKET = "reception/tickets/<int:ticket>/"

pages: list[URLPattern] = [
    path("reception/", _at_the_window(floor.floor), name="reception"),
    path("reception/sit/", _at_the_window(verbs.sit), name="reception_sit"),
    path("reception/leave/", _at_the_window(verbs.leave), name="reception_leave"),
    path("reception/next/", _at_the_window(verbs.next_please), name="reception_next"),
    path("reception/take/", _at_the_window(verbs.take), name="reception_take"),
    path("reception/check-in/", _at_the_window(verbs.check_in), name="reception_check_in"),
    path(f"{TICKET}slip/", _at_the_window(floor.slip), name="reception_slip"),
    path(f"{TICKET}call/", _at_the_window(verbs.call), name="reception_call"),
    path(f"{TICKET}recall/", _at_the_window(verbs.recall), name="reception_recall"),
    path(f"{TICKET}missed/", _at_the_window(verbs.missed), name="reception_missed"),
    path(f"{TICKET}serve/", _at_the_window(verbs.serve), name="reception_serve"),
    path(f"{TICKET}finish/", _at_the_window(verbs.finish), name="reception_finish"),
    path(f"{TICKET}back/", _at_the_window(verbs.back_in_line), name="reception_back"),
    path(f"{TICKET}transfer/", _at_the_window(verbs.transfer), name="reception_transfer"),
    path("reception/week/", _for_the_head(week.week), name="reception_week"),
    path("reception/week/add/", _for_the_head(week.add), name="reception_week_add"),
    path("reception/week/copy/", _for_the_head(week.copy), name="reception_week_copy"),
    path("reception/week/<int:shift>/drop/", _for_the_head(week.drop), name="reception_week_drop"),
    path("reception/windows/", _for_the_head(week.windows), name="reception_windows"),
    path("reception/kiosks/", _for_the_head(kiosks.kiosks), name="reception_kiosks"),
    path(
        "reception/kiosks/<int:kiosk>/stop/",
        _for_the_head(kiosks.stop),
        name="reception_kiosk_stop",
    ),
]
