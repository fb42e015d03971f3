"""The case behind an address, for a clerk of a hall that decides it or took it in; for everybody
else it does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from bundles.casework.models import Submission
from portal.console.acceptance.page import case_page
from portal.console.desk.queues import cases
from portal.console.errors import REFUSED, refusal
from portal.console.gate import hall_of

__all__ = ["case_of", "case_page", "done", "for_case"]

Verb = Callable[[HttpRequest, Submission], HttpResponse]
View = Callable[[HttpRequest, str], HttpResponse]


def case_of(request: HttpRequest, number: str) -> Submission:
    """The case by its number; 404 when the clerk's hall neither decides it nor took it in."""
    found = cases(hall_of(request).code).filter(number=number)
    submission = found.select_related("applicant", "hall", "taken_in_at").first()
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


def done(request: HttpRequest, submission: Submission, message: str) -> HttpResponse:
    """Say what happened, on the case's own page."""
    messages.success(request, message)
    return redirect("admin:case", number=submission.number)
