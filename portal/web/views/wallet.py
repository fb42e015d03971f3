"""The wallet: all my certificates, and each large enough to be shown on the phone."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applicants.models import AgentScope
from bundles.issuance.models import Certificate
from bundles.papers.links import verify_link
from portal.web.people import for_applicants, own_case, own_cases
from portal.web.wallet import card, certificates, shown_code

PER_PAGE = 24


@require_safe
@for_applicants
def listed(request: HttpRequest) -> HttpResponse:
    """Every certificate of mine and of my organisations, newest first."""
    page = Paginator(certificates(own_cases(request)), PER_PAGE).get_page(request.GET.get("page"))
    context = {"section": "mine", "page": page, "cards": [card(one) for one in page]}
    return render(request, "web/wallet.html", context)


@require_safe
@for_applicants
def certificate(request: HttpRequest, token: UUID, key: str, nth: int = 0) -> HttpResponse:
    """One certificate with its code. Somebody else's is 404."""
    submission = own_case(request, token, scope=AgentScope.COLLECT)
    found = (
        Certificate.objects.filter(
            work_item__submission=submission,
            work_item__key=key,
            nth=nth,
            issued_at__isnull=False,
        )
        .select_related("work_item__submission", "work_item__decision")
        .first()
    )
    if found is None:
        raise Http404
    _link, drawing = shown_code(found)
    context = {
        "section": "mine",
        "card": card(found),
        "certificate": found,
        "drawing": drawing,
        "verify": verify_link(found.number, found.check_code),
    }
    return render(request, "web/wallet_certificate.html", context)
