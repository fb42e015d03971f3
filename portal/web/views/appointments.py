"""Saying when one will come to a hall: choose, see, take back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bundles.catalogue import versions
from bundles.papers.barcodes import qr_on_screen
from bundles.reception import services
from bundles.reception.exceptions import AppointmentOver, BookingPaused, ReceptionError
from bundles.reception.models import Appointment
from bundles.reception.selectors.slots import Day, days
from departments.models import Hall, TicketLine
from departments.selectors import visit_rules
from portal.web.pace import too_fast
from portal.web.people import applicant_of, for_applicants
from portal.web.places import chosen_place

BOOKINGS_PER_MINUTE = 30


@require_safe
@for_applicants
def listed(request: HttpRequest) -> HttpResponse:
    """Those to come first, then those of the past."""
    mine = Appointment.objects.filter(applicant=applicant_of(request)).select_related(
        "hall", "ticket"
    )
    rows = [_shown(one) for one in mine.order_by("-begins_at")[:50]]
    coming = sorted(
        (row for row in rows if row["state"] == "booked"), key=lambda row: row["at"].begins_at
    )
    context = {
        "section": "cases",
        "coming": coming,
        "past": [row for row in rows if row["state"] != "booked"],
    }
    return render(request, "web/appointments/listed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def book(request: HttpRequest) -> HttpResponseBase:
    """One step after the other by ``what`` (``hall:bundle``) and ``day``; post books ``at``."""
    asked = request.POST if request.method == "POST" else request.GET
    offers = _offers(request)
    offer = next((one for one in offers if one["value"] == asked.get("what", "")), None)
    problem, status = "", 200
    if request.method == "POST":
        try:
            return _booked(request, offer)
        except ReceptionError as error:
            problem, status = _in_words(error), 422
    free = days(offer["hall"], offer["code"], now=timezone.now()) if offer else []
    day = _day(asked.get("day", ""), free)
    context = {
        "section": "cases",
        "crumbs": [(_("我的预约"), reverse("web:appointments")), (_("预约到大厅办理"), "")],
        "offers": offers,
        "offer": offer,
        "days": free,
        "day": day,
        "problem": problem,
        "rules": visit_rules(offer["hall"].pk) if offer else None,
    }
    return render(request, "web/appointments/book.html", context, status=status)


@require_safe
@for_applicants
def one(request: HttpRequest, token: UUID) -> HttpResponse:
    appointment = _own(request, token)
    context = {
        "section": "cases",
        "crumbs": [(_("我的预约"), reverse("web:appointments")), (_("预约"), "")],
        "one": _shown(appointment),
        "rules": visit_rules(appointment.hall_id),
    }
    return render(request, "web/appointments/one.html", context)


@require_safe
@for_applicants
def code(request: HttpRequest, token: UUID) -> HttpResponse:
    """The number to check in with as a QR code, black on white whatever the page looks like."""
    drawn = qr_on_screen(_own(request, token).code, scale=8)
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_safe
@for_applicants
def calendar(request: HttpRequest, token: UUID) -> HttpResponse:
    """The appointment for one's own calendar (RFC 5545), which reminds a day and an hour before."""
    appointment = _own(request, token)
    stamp = timezone.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    context = {"one": _shown(appointment), "stamp": stamp}
    text = render_to_string("web/appointments/calendar.ics", context)
    lines = "\r\n".join(text.strip().splitlines()) + "\r\n"
    answer = HttpResponse(lines, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer


@require_POST
@for_applicants
def cancel(request: HttpRequest, token: UUID) -> HttpResponseBase:
    try:
        services.cancel(_own(request, token).pk)
        messages.success(request, _("预约已取消。"))
    except AppointmentOver as error:
        messages.warning(request, str(error))
    return redirect("web:appointments")


def _booked(request: HttpRequest, offer: dict[str, Any] | None) -> HttpResponseBase:
    if too_fast(request, "appointment", per_minute=BOOKINGS_PER_MINUTE):
        messages.warning(request, _("操作太快了，请稍等一分钟再约。"))
        return redirect("web:appointments")
    begins_at = _moment(request.POST.get("at", ""))
    if offer is None or begins_at is None:
        messages.warning(request, _("请选择一个时间。"))
        return redirect(request.get_full_path())
    made = services.book(
        applicant_of(request), offer["hall"], bundle_code=offer["code"], begins_at=begins_at
    )
    return redirect("web:appointment", token=made.token)


def _in_words(error: ReceptionError) -> str:
    if isinstance(error, BookingPaused):
        return _("%(why)s到 %(until)s 之后可以再约。") % {"why": error, "until": error.until}
    return str(error)


def _offers(request: HttpRequest) -> list[dict[str, Any]]:
    """Every bundle of every hall that takes it in by number; those of the chosen place first."""
    lines = TicketLine.objects.exclude(bundles=[]).select_related("hall").order_by("hall", "letter")
    halls: dict[str, list[TicketLine]] = {}
    for line in lines:
        halls.setdefault(line.hall.division_id, []).append(line)
    found = [
        _offer(line.hall, row.bundle.code, versions.version(row.pk).name)
        for row in versions.offered().filter(division__in=halls)
        for line in halls[row.division_id]
        if row.bundle.code in line.bundles
    ]
    place = chosen_place(request)
    near = place.code if place else ""
    return sorted(found, key=lambda one: (one["hall"].division_id != near, one["hall"].code))


def _offer(hall: Hall, code: str, name: object) -> dict[str, Any]:
    return {"value": f"{hall.code}:{code}", "hall": hall, "code": code, "name": str(name)}


def _shown(appointment: Appointment) -> dict[str, Any]:
    """An appointment with its words, and whether it still stands."""
    state = appointment.state
    if appointment.is_booked and appointment.ends_at < timezone.now():
        state = "missed"
    rows = versions.offered(appointment.hall.division_id)
    row = rows.filter(bundle__code=appointment.bundle_code).first()
    name = str(versions.version(row.pk).name) if row else appointment.bundle_code
    return {"at": appointment, "hall": appointment.hall, "name": name, "state": state}


def _own(request: HttpRequest, token: UUID) -> Appointment:
    found = (
        Appointment.objects.select_related("hall", "ticket")
        .filter(token=token, applicant=applicant_of(request))
        .first()
    )
    if found is None:
        raise Http404
    return found


def _day(text: str, free: list[Day]) -> Day | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return next((one for one in free if one.date == day), None)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    sensible = 2000 < found.year < 3000  # at the ends of time no other zone can be told
    return found if found.tzinfo is not None and sensible else None
