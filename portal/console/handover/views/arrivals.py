"""Results are taken in at the desk: scanned one by one, or several ticked at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.exceptions import IssuanceError
from bundles.issuance.models import Certificate
from bundles.issuance.selectors import awaited
from bundles.issuance.shelves import with_room
from portal.accounts.actors import actor_of
from portal.console.forms import ids_in
from portal.console.gate import hall_of
from portal.console.handover.arriving import scanned
from portal.console.handover.lists import tabs
from portal.console.site import page
from portal.console.views.cases import case_of, done, for_case

AT_ONCE: Final = 50
"""Results that can be ticked on one page."""


@require_http_methods(["GET", "POST"])
def arrivals(request: HttpRequest) -> HttpResponse:
    """What is on its way here, to be ticked off.

    Get: ``code`` shows what was scanned, already ticked. Post: ``result`` (ids, any number), and
    for each ``stock_<id>`` and ``shelf_<id>``.
    """
    hall = hall_of(request)
    if request.method == "POST":
        return _take_in(request)
    found = scanned(request.GET.get("code", ""), hall)
    shown = list(found.results) or list(awaited(hall.pk)[:AT_ONCE])
    return page(
        request,
        "console/handover/arrivals.html",
        {
            "title": _("到件登记"),
            "content_title": _("到件登记"),
            "tabs": tabs(request, "arriving"),
            "scanned": found,
            "problem": found.problem,
            "results": shown,
            "ticked": {one.pk for one in found.results},
            "shelves": with_room(hall),
        },
        status=HTTPStatus.NOT_FOUND if found.problem else HTTPStatus.OK,
    )


def _take_in(request: HttpRequest) -> HttpResponse:
    """Each by itself: what is refused keeps none of the others back."""
    ids = ids_in(request.POST.getlist("result"), most=AT_ONCE)
    by, taken = actor_of(request.user), 0
    for certificate in Certificate.objects.filter(pk__in=ids, issued_at__isnull=False):
        try:
            services.arrive(
                certificate.pk,
                stock_number=request.POST.get(f"stock_{certificate.pk}", "").strip()[:40],
                shelf=request.POST.get(f"shelf_{certificate.pk}", "")[:20],
                by=by,
            )
            taken += 1
        except (IssuanceError, CaseworkError) as error:
            messages.error(request, f"{certificate.named} {certificate.number}：{error}")
    if taken:
        told = ngettext("已登记到件 %(n)d 份。", "已登记到件 %(n)d 份。", taken) % {"n": taken}
        messages.success(request, told)
    elif not ids:
        messages.error(request, _("请先勾选到了窗口的结果。"))
    return redirect("admin:arrivals")


@require_POST
def arrive(request: HttpRequest, number: str, certificate: int) -> HttpResponse:
    """Note from the case's own page that a result made elsewhere lies at the window now.

    Fields: ``stock``, ``shelf``, both optional.
    """
    found = Certificate.objects.filter(
        pk=certificate, batch__submission=case_of(request, number), issued_at__isnull=False
    ).first()
    if found is None:
        raise Http404

    @for_case
    def note(request: HttpRequest, submission: Submission) -> HttpResponse:
        services.arrive(
            found.pk,
            stock_number=request.POST.get("stock", "").strip()[:40],
            shelf=request.POST.get("shelf", "")[:20],
            by=actor_of(request.user),
        )
        return done(request, submission, _("已登记到件：%(name)s。") % {"name": found.named})

    return note(request, number)
