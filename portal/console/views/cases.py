"""The case behind an address, for a clerk of its own hall; for everybody else it does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from bundles.casework.models import Submission
from portal.console.acceptance.case import CasePage
from portal.console.desk.queues import cases
from portal.console.errors import REFUSED, refusal
from portal.console.forms import ReturnForm
from portal.console.gate import hall_of
from portal.console.handover.batches import handovers_of
from portal.console.pages import places
from portal.console.site import page

Verb = Callable[[HttpRequest, Submission], HttpResponse]
View = Callable[[HttpRequest, str], HttpResponse]


def case_of(request: HttpRequest, number: str) -> Submission:
    """The case by its number; 404 when the clerk's hall did not take it in."""
    found = cases(hall_of(request).code).filter(number=number)
    submission = found.select_related("applicant", "hall").first()
    if submission is None:
        raise Http404
    return submission


def for_case(verb: Verb) -> View:
    """Open the case, do the verb, and answer a refusal with the case as it is now."""

    @wraps(verb)
    def view(request: HttpRequest, number: str) -> HttpResponse:
        submission = case_of(request, number)
        try:
            return verb(request, submission)
        except REFUSED as error:
            told = refusal(error, submission)
            fresh = case_of(request, number)
            return case_page(request, fresh, refused=told, status=told.status)

    return view


def case_page(
    request: HttpRequest,
    submission: Submission,
    *,
    clear: bool = False,
    status: int = HTTPStatus.OK,
    form: ReturnForm | None = None,
    **context: Any,
) -> HttpResponse:
    """The one page of a case; ``form`` keeps what was ticked when a notice is being written."""
    case = CasePage(submission, clear=clear)
    if case.to_be_accepted and form is None:
        form = return_form(case, None)
    return page(
        request,
        "console/acceptance/case.html",
        {
            "title": submission.number,
            "content_title": submission.number,
            "case": case,
            "submission": submission,
            "form": form,
            "handovers": handovers_of(submission),
            **context,
        },
        status=status,
    )


def return_form(case: CasePage, data: Any) -> ReturnForm:
    return ReturnForm(data, points=case.points, places=places.choices(case.version, case.planned))


def done(request: HttpRequest, submission: Submission, message: str) -> HttpResponse:
    """Say what happened, on the case's own page."""
    messages.success(request, message)
    return redirect("admin:case", number=submission.number)
