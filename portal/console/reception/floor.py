"""The clerk's own window: whom they have, who waits, who comes today."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.catalogue import versions
from bundles.reception.models import Appointment, Ticket
from bundles.reception.selectors import (
    ahead_of,
    appointments_of_day,
    called_to,
    letters_of,
    standings,
    tickets_of,
    waiting_for,
)
from bundles.reception.states import AT_A_WINDOW, TicketState
from departments.models import Hall, Shift, Window
from departments.selectors import visit_rules, window_of
from portal.console.gate import clerk_of, hall_of
from portal.console.pages.values import in_english
from portal.console.site import page

SHOWN: Final = 12


@require_safe
def floor(request: HttpRequest) -> HttpResponse:
    """With ``?part=waiting`` only what changes by itself, for the page to fetch again."""
    hall, clerk, now = hall_of(request), clerk_of(request), timezone.now()
    window = window_of(clerk, now)
    template = "waiting" if request.GET.get("part") == "waiting" else "floor"
    context = {
        "title": _("窗口叫号"),
        "content_title": _("窗口叫号"),
        "hall": hall,
        "here": request.path,
        "window": window,
        "ticket": called_to(clerk.number),
        "calls": visit_rules(hall.pk).calls,
        "bundles": bundle_names(hall),
        **_waiting(hall, window),
        "windows": _windows(hall),
        "appointments": appointments(hall),
    }
    return page(request, f"console/reception/{template}.html", context)


@require_safe
def slip(request: HttpRequest, ticket: int) -> HttpResponse:
    """The paper slip of a number, to be printed and handed over."""
    found = get_object_or_404(
        Ticket.objects.select_related("hall"),
        pk=ticket,
        hall=hall_of(request),
        day=timezone.localdate(),
    )
    if found.standing is not TicketState.WAITING:
        raise Http404
    line = found.hall.ticket_lines.filter(letter=found.letter).first()
    context = {
        "title": found.number,
        "content_title": _("排队号"),
        "ticket": found,
        "line": line,
        "ahead": ahead_of(found),
        "hall": found.hall,
    }
    return page(request, "console/reception/slip.html", context)


def bundle_names(hall: Hall) -> dict[str, str]:
    """What can be done here, by code, in the reader's language."""
    offered = versions.offered(hall.division_id)
    return {row.bundle.code: str(versions.version(row.pk).name) for row in offered}


def appointments(hall: Hall) -> list[dict[str, Any]]:
    """Who comes today. The code is theirs to say: a clerk sees only its end."""
    rows = appointments_of_day(hall, timezone.localdate())[:60]
    names, now = bundle_names(hall), timezone.now()
    return [
        {
            "appointment": one,
            "what": names.get(one.bundle_code, one.bundle_code),
            "state": _state(one, now),
        }
        for one in rows
    ]


def _state(appointment: Appointment, now: Any) -> str:
    if appointment.ticket is not None:
        return "arrived"
    return "missed" if appointment.ends_at < now else "booked"


def _waiting(hall: Hall, window: Window | None) -> dict[str, Any]:
    """Who is next for this window, and who missed their call today."""
    now = timezone.now()
    mine = waiting_for(window, at=now) if window else Ticket.objects.none()
    missed = tickets_of(hall, timezone.localdate()).filter(state=TicketState.MISSED)
    lines = standings(hall)
    letters = set(letters_of(window)) if window else set()
    return {
        "lines": lines,
        "in_english": in_english(),
        "mine": letters,
        "waiting_here": mine.count() if window else 0,
        "next_up": list(mine[:SHOWN]),
        "missed": list(missed.order_by("-finished_at")[:SHOWN]),
    }


def _windows(hall: Hall) -> list[dict[str, Any]]:
    """Every window with who sits there and whom they serve."""
    now = timezone.now()
    seated = {
        shift.window_id: shift
        for shift in Shift.objects.filter(
            window__hall=hall, begins_at__lte=now, ends_at__gt=now
        ).select_related("officer")
    }
    standing = {
        ticket.window_id: ticket
        for ticket in Ticket.objects.filter(
            hall=hall, day=timezone.localdate(now), state__in=AT_A_WINDOW
        )
    }
    return [
        {"window": one, "shift": seated.get(one.pk), "ticket": standing.get(one.pk)}
        for one in Window.objects.filter(hall=hall).order_by("label")
    ]
