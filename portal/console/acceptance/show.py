"""Look at one case, and behind the mask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from bundles.casework.models import Submission
from portal.accounts.disclosures import disclose
from portal.accounts.models import User
from portal.console.acceptance.keeping import said_before
from portal.console.acceptance.page import case_page
from portal.console.views.cases import for_case


@require_safe
@for_case
def show(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Everything about the case, personal fields masked; what was said before signing in anew."""
    said = said_before(request, submission)
    return case_page(request, submission, said=said, restored=said is not None)


@require_POST
@for_case
def unmask(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The same page once with personal fields in the clear; who looked and why is written first.

    Fields: ``reason``, and what is ticked on the page. It is not kept anywhere: opening the case
    again masks it again.
    """
    assert isinstance(request.user, User)
    disclose(
        request.user,
        kind="submission",
        subject_id=str(submission.number),
        what="answers",
        reason=request.POST.get("reason", ""),
    )
    return case_page(request, submission, clear=True, said=request.POST)
