"""Originals that come after filing: held against what was handed in, on the page of the case."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.models import Submission
from portal.accounts.actors import actor_of
from portal.console.acceptance.page import case_page
from portal.console.views.cases import case_of, for_case

MOST_FILES: Final = 100


@require_POST
def compare(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """「与原件核对一致」, by a clerk of the hall that decides. Fields: ``original-<key>``, the
    SHA-256 of each file as the page showed it; ``compared``: ``1``, or ``0`` takes the tick back.

    Whatever was ticked and written on the page of the case is on it again.
    """

    @for_case
    def view(request: HttpRequest, submission: Submission) -> HttpResponse:
        by = actor_of(request.user)
        if request.POST.get("compared") == "0":
            services.take_back_comparison(submission.pk, material_key=key, by=by)
        else:
            shown = request.POST.getlist(f"original-{key}")[:MOST_FILES]
            there = submission.handed_materials.filter(material_key=key, sha256__in=shown)
            handed = list(there.values_list("pk", flat=True))
            services.compare(submission.pk, material_key=key, handed=handed, by=by)
        return case_page(request, case_of(request, number), said=request.POST)

    return view(request, number)
