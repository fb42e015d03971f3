"""The next person sits down: what they want, who they are, and the form opens."""

from __future__ import annotations

from itertools import groupby
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bundles.casework.actors import Actor
from bundles.reception.exceptions import ReceptionError
from bundles.reception.models import Ticket
from bundles.reception.selectors import called_to
from bundles.reception.services import serve
from portal.console.gate import clerk_of, hall_of
from portal.console.halls.clocks import hall_name
from portal.console.intake.starting import Offer, StartForm, begin, offered, offered_elsewhere
from portal.console.intake.waiting import unfinished
from portal.console.site import page


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Post: ``bundle``, ``name``, ``id_number``, ``phone`` from the original, ``organisation`` and
    ``uscc`` for one; ``token`` and ``ticket`` as the page had them. The same token twice is one
    case; ``elsewhere``, hall and bundle, takes in for another hall. Wrong: the page again (422).
    """
    offers, others = offered(request), offered_elsewhere(request)
    if request.method != "POST":
        return _page(request, _fresh(request, offers, others))
    form = StartForm(request.POST, offers=offers, others=others)
    if not form.is_valid() or (submission := begin(request, form)) is None:
        return _page(request, form, status=422)
    if ticket := form.cleaned_data["ticket"]:
        _served(request, ticket, submission.pk)
    return redirect("admin:intake_page", token=submission.token)


def _fresh(request: HttpRequest, offers: list[Offer], others: list[Offer]) -> StartForm:
    """Whoever was called to this clerk, with what they said at the machine they came for."""
    ticket = _ticket(request)
    wanted = ticket.bundle_code if ticket else ""
    codes = [one.version.bundle.code for one in offers]
    first = wanted if wanted in codes else (codes[0] if codes else "")
    initial = {"token": uuid4(), "ticket": ticket.pk if ticket else "", "bundle": first}
    return StartForm(offers=offers, others=others, initial=initial)


def _ticket(request: HttpRequest) -> Ticket | None:
    text = request.GET.get("ticket", "")
    if text.isascii() and text.isdigit() and len(text) < 10:
        return Ticket.objects.filter(pk=int(text), hall=hall_of(request)).first()
    return called_to(clerk_of(request).number)


def _served(request: HttpRequest, ticket: int, submission_id: int) -> None:
    """The number is linked to the case; one that somebody moved meanwhile stops nothing."""
    try:
        serve(ticket, by=Actor.for_officer(clerk_of(request)), submission_id=submission_id)
    except (ReceptionError, Ticket.DoesNotExist):
        return


def _page(request: HttpRequest, form: StartForm, *, status: int = 200) -> HttpResponse:
    title = _("窗口收件")
    context = {
        "title": title,
        "content_title": title,
        "form": form,
        "bundles": [(code, one.name) for code, one in form.offers.items()],
        "elsewhere": _by_hall(form),
        "unfinished": unfinished(request),
    }
    return page(request, "console/intake/start.html", context, status=status)


def _by_hall(form: StartForm) -> list[tuple[str, list[Offer]]]:
    """What can be taken in for others, under the names of their halls."""
    others = groupby(form.others.values(), key=lambda one: hall_name(one.hall))
    return [(name, list(found)) for name, found in others]
