"""Refuse to accept a case, in writing."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from bundles.casework import services
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from portal.accounts.actors import actor_of
from portal.console.acceptance.case import CasePage
from portal.console.acceptance.forms import LONGEST_TEXT, RefuseForm
from portal.console.errors import Refusal, refusal
from portal.console.forms import seen_of
from portal.console.site import page
from portal.console.views.cases import case_of, done, for_case
from portal.form.unsaved import typed_before


@require_http_methods(["GET", "POST"])
@for_case
def refuse(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Fields: ``seen``, ``reasons``. Asked for on a page of its own: it ends the case.

    What was written is there again after signing in anew, and when the case has changed meanwhile
    and can still be refused.
    """
    if request.method == "GET":
        before = typed_before(request, submission)
        reasons = before.get("reasons", "")[:LONGEST_TEXT] if before else ""
        form = RefuseForm(initial={"reasons": reasons})
        return _ask(request, submission, form, submission.revision)
    form, seen = RefuseForm(request.POST), seen_of(request)
    if not form.is_valid():
        return _ask(request, submission, form, seen)
    reasons, by = form.cleaned_data["reasons"], actor_of(request.user)
    try:
        services.refuse(submission.pk, seen=seen, reasons=reasons, by=by)
    except CaseworkError as error:
        fresh = case_of(request, str(submission.number))
        if fresh.state is not SubmissionStatus.SUBMITTED:
            raise
        return _ask(request, fresh, form, fresh.revision, refused=refusal(error, submission))
    return done(request, submission, _("已作出不予受理决定，不予受理通知书会送达申请人。"))


def _ask(
    request: HttpRequest,
    submission: Submission,
    form: RefuseForm,
    seen: int,
    *,
    refused: Refusal | None = None,
) -> HttpResponse:
    wrong = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return page(
        request,
        "console/acceptance/refuse.html",
        {
            "title": pgettext("button", "不予受理"),
            "content_title": pgettext("button", "不予受理"),
            "case": CasePage(submission),
            "submission": submission,
            "form": form,
            "seen": seen,
            "refused": refused,
        },
        status=refused.status if refused else wrong,
    )
