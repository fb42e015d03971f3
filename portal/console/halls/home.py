"""Halls that work together: what was taken in for others, bags, lists, and a look elsewhere."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.reception.selectors.passing_on import bags_to_send, lists_of, to_forward
from bundles.reception.services.passing_on import open_list
from bundles.reception.transfer_exceptions import TransferRefused
from departments.models import Hall
from portal.accounts.actors import actor_of
from portal.console.errors import Refusal
from portal.console.gate import hall_of
from portal.console.halls.clocks import FORWARDED_WITHIN, PAPER_WITHIN, passing
from portal.console.site import page
from portal.console.views.cases import done, for_case

PER_PAGE = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return overview(request)


def overview(
    request: HttpRequest, *, refused: Refusal | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    hall = hall_of(request)
    waiting, bags = to_forward(hall)[:PER_PAGE], bags_to_send(hall)[:PER_PAGE]
    shown = Paginator(lists_of(hall), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("跨厅通办"),
        "content_title": _("跨厅通办"),
        "hall": hall,
        "others": Hall.objects.exclude(pk=hall.pk).order_by("code"),
        "waiting": passing(waiting, at=hall, within=FORWARDED_WITHIN),
        "bags": passing(bags, at=hall, within=PAPER_WITHIN),
        "page": shown,
        "refused": refused,
    }
    return page(request, "console/halls/home.html", context, status=status)


@require_POST
@for_case
def forward(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Field: ``paper``, ``0`` when no bag follows."""
    paper = request.POST.get("paper") != "0"
    services.forward(submission.pk, paper=paper, by=actor_of(request.user))
    return done(request, submission, _("已转交办理大厅。"))


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open a list, or go on with the one that stands. Field: ``hall``, the other hall's code."""
    to_hall = Hall.objects.filter(code=request.POST.get("hall", "").replace("\0", "")[:60]).first()
    if to_hall is None:
        raise Http404
    try:
        transfer = open_list(hall_of(request), to_hall, by=actor_of(request.user))
    except TransferRefused as error:
        told = Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        return overview(request, refused=told, status=told.status)
    if transfer.bags.exists():
        messages.info(request, _("这张交接单还没有封单，接着往里放。"))
    return redirect("admin:transfer_list", number=transfer.number)
