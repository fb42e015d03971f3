"""The machine at the door of a hall: press once, take a number. Only a paired machine gives any."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bundles.catalogue import versions
from bundles.reception import services
from bundles.reception.exceptions import NoSuchKiosk, ReceptionError
from bundles.reception.models import Kiosk, Ticket
from bundles.reception.selectors import ahead_of, standings
from bundles.reception.services.kiosks import waits_for
from departments.models import Hall
from portal.web.opening import office
from portal.web.pace import too_fast

COOKIE: Final = "kiosk"
YEARS: Final = 5 * 365 * 24 * 3600
CODES_PER_MINUTE: Final = 30

View = Callable[..., HttpResponseBase]


def at_a_machine(view: View) -> View:
    """Only on a machine that is paired; anywhere else a page says what this is."""

    @never_cache
    @wraps(view)
    def paired(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kiosk = services.kiosk_of(request.COOKIES.get(COOKIE, ""))
        if kiosk is None:
            return render(request, "web/kiosk/unpaired.html")
        return view(request, kiosk, *args, **kwargs)

    return paired


@require_safe
@at_a_machine
def kiosk(request: HttpRequest, machine: Kiosk) -> HttpResponse:
    return start(request, machine)


@require_POST
@at_a_machine
def take(request: HttpRequest, machine: Kiosk) -> HttpResponseBase:
    """Fields: ``line`` (``A``, or ``A:bundle``), ``priority``."""
    chosen = request.POST.get("line", "").replace("\0", "")
    letter, _colon, bundle = chosen.partition(":")
    try:
        ticket = services.take(
            machine.hall,
            letter[:1],
            by=f"kiosk:{machine.pk}",
            bundle_code=bundle[:50],
            priority=bool(request.POST.get("priority")),
            kiosk=machine,
        )
    except ReceptionError as error:
        return start(request, machine, problem=str(error))
    return redirect("web:kiosk-ticket", ticket=ticket.pk)


@require_POST
@at_a_machine
def check_in(request: HttpRequest, machine: Kiosk) -> HttpResponseBase:
    """Field: ``code``, typed on the pad or read from the QR code."""
    if too_fast(request, "kiosk-check-in", per_minute=CODES_PER_MINUTE):
        return start(request, machine, problem=_("试得太多了，请稍等一分钟。"))
    code = "".join(one for one in request.POST.get("code", "") if one.isdigit())[:6]
    try:
        ticket = services.check_in(code, hall=machine.hall, by=f"kiosk:{machine.pk}", kiosk=machine)
    except ReceptionError as error:
        return start(request, machine, problem=str(error))
    return redirect("web:kiosk-ticket", ticket=ticket.pk)


@require_safe
@at_a_machine
def ticket(request: HttpRequest, machine: Kiosk, ticket: int) -> HttpResponse:
    """The slip of a number this machine has just given; the start page comes back by itself."""
    found = Ticket.objects.filter(
        pk=ticket, kiosk=machine, day=timezone.localdate(), state="waiting"
    ).first()
    if found is None:
        raise Http404
    context = {
        "hall": machine.hall,
        "ticket": found,
        "line": machine.hall.ticket_lines.filter(letter=found.letter).first(),
        "ahead": ahead_of(found),
    }
    return render(request, "web/kiosk/slip.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pair(request: HttpRequest, word: str) -> HttpResponseBase:
    """Make this browser one of the hall's machines; a word works once, and 404 ever after."""
    if not waits_for(word):
        raise Http404
    if request.method != "POST":
        return render(request, "web/kiosk/pair.html")
    try:
        _machine, secret = services.pair_kiosk(word)
    except NoSuchKiosk as error:
        raise Http404 from error
    response = redirect("web:kiosk")
    response.set_cookie(
        COOKIE,
        secret,
        max_age=YEARS,
        path="/kiosk/",
        secure=settings.PRODUCTION,
        httponly=True,
        samesite="Lax",
    )
    return response


def start(request: HttpRequest, machine: Kiosk, *, problem: str = "") -> HttpResponse:
    """What can be chosen: every bundle of every line, and the lines without one."""
    hall = machine.hall
    context = {
        "hall": hall,
        "choices": choices(hall),
        "opening": office(hall).opening,
        "problem": problem,
        "now": timezone.localtime(),
        "waiting": sum(one.waiting for one in standings(hall)),
    }
    return render(request, "web/kiosk/start.html", context, status=422 if problem else 200)


def choices(hall: Hall) -> list[dict[str, Any]]:
    """One button each: its value, and what it is called."""
    names = {
        row.bundle.code: str(versions.version(row.pk).name)
        for row in versions.offered(hall.division_id)
    }
    return [
        {
            "value": f"{one.line.letter}:{code}" if code else one.line.letter,
            "line": one.line,
            "name": names.get(code, ""),
            "waiting": one.waiting,
        }
        for one in standings(hall)
        for code in one.line.bundles or [""]
        if not code or code in names
    ]
