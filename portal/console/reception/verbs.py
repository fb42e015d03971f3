"""The buttons of the window: each one verb, then the page as it stands."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework.actors import Actor
from bundles.reception import services
from bundles.reception.exceptions import WindowBusy
from bundles.reception.models import Ticket
from bundles.reception.selectors import called_to
from portal.console.gate import clerk_of, hall_of
from portal.console.reception.told import back, number_in, told


def acting(request: HttpRequest) -> Actor:
    return Actor.for_officer(clerk_of(request))


def pressed(verb: Callable[..., object]) -> Callable[..., HttpResponseBase]:
    """The button of one number that does ``verb`` with it and asks for nothing more."""

    @require_POST
    @told
    def view(request: HttpRequest, ticket: int) -> HttpResponseBase:
        verb(ticket, by=acting(request))
        return back(request)

    return view


call = pressed(services.call)
recall = pressed(services.recall)
missed = pressed(services.no_show)
finish = pressed(services.finish)
back_in_line = pressed(services.put_back)


@require_POST
@told
def sit(request: HttpRequest) -> HttpResponseBase:
    """Field: ``window``."""
    services.sit_down(number_in(request.POST.get("window", "")), by=acting(request))
    return back(request)


@require_POST
@told
def leave(request: HttpRequest) -> HttpResponseBase:
    services.leave(by=acting(request))
    return back(request)


@require_POST
@told
def next_please(request: HttpRequest) -> HttpResponseBase:
    """Call the next number; with ``done``, the one at the window is finished first.

    ``done`` is the number the page showed: a second click finishes nobody else.
    """
    by = acting(request)
    if done := number_in(request.POST.get("done", "")):
        standing = called_to(by.id)
        if standing is not None and standing.pk == done:
            services.finish(done, by=by)
    try:
        services.call_next(by=by)
    except WindowBusy as busy:
        messages.info(
            request, _("%(number)s 号已在您窗口，没有再叫别人。") % {"number": busy.ticket.number}
        )
    return back(request)


@require_POST
@told
def take(request: HttpRequest) -> HttpResponseBase:
    """Fields: ``line`` (a letter), ``priority``. The slip comes up, ready to print."""
    ticket = services.take(
        hall_of(request),
        request.POST.get("line", "").replace("\0", "")[:1],
        by=clerk_of(request).number,
        priority=bool(request.POST.get("priority")),
    )
    return _given(ticket)


@require_POST
@told
def check_in(request: HttpRequest) -> HttpResponseBase:
    """Field: ``code``, as the applicant says it or the scanner reads it."""
    code = "".join(one for one in request.POST.get("code", "") if one.isdigit())[:6]
    by = clerk_of(request).number
    return _given(services.check_in(code, hall=hall_of(request), by=by))


@require_POST
@told
def serve(request: HttpRequest, ticket: int) -> HttpResponseBase:
    """Who stands there is being served; what is taken in for a bundle goes on to the intake."""
    served = services.serve(ticket, by=acting(request))
    if served.bundle_code and served.submission_id is None:
        return redirect(f"{reverse('admin:index')}intake/?{urlencode({'ticket': served.pk})}")
    return back(request)


@require_POST
@told
def transfer(request: HttpRequest, ticket: int) -> HttpResponseBase:
    """Field: ``window``."""
    services.transfer(ticket, to=number_in(request.POST.get("window", "")), by=acting(request))
    messages.success(request, _("已转到那个窗口，会先叫这个号。"))
    return back(request)


def _given(ticket: Ticket) -> HttpResponseBase:
    return redirect("admin:reception_slip", ticket=ticket.pk)
