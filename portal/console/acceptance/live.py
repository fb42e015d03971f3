"""How the departments come along, while the person waits at the window."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.console.acceptance.case import CasePage
from portal.console.views.cases import case_of


@require_safe
def live(request: HttpRequest, number: str) -> HttpResponse:
    """Just the table of the departments' progress; it asks again by itself until all is decided."""
    submission = case_of(request, number)
    context = {"case": CasePage(submission), "submission": submission, "fetched": True}
    response = render(request, "console/acceptance/progress.html", context, status=HTTPStatus.OK)
    response["Cache-Control"] = "private, no-store"
    return response
