"""Refuse to accept a case, in writing."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from bundles.casework import services
from bundles.casework.models import Submission
from portal.accounts.actors import actor_of
from portal.console.acceptance.case import CasePage
from portal.console.acceptance.forms import RefuseForm
from portal.console.forms import seen_of
from portal.console.site import page
from portal.console.views.cases import done, for_case


@require_http_methods(["GET", "POST"])
@for_case
def refuse(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Fields: ``seen``, ``reasons``. Asked for on a page of its own: it ends the case."""
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        seen = seen_of(request) if request.method == "POST" else submission.revision
        return _ask(request, submission, form, seen)
    reasons, by = form.cleaned_data["reasons"], actor_of(request.user)
    services.refuse(submission.pk, seen=seen_of(request), reasons=reasons, by=by)
    return done(request, submission, _("已作出不予受理决定，不予受理通知书会送达申请人。"))


def _ask(request: HttpRequest, submission: Submission, form: RefuseForm, seen: int) -> HttpResponse:
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
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )
