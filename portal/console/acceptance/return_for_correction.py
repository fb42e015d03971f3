"""Return a case for correction: every defect at once, looked at once more before it goes out."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.models import Submission
from portal.accounts.actors import actor_of
from portal.console.acceptance.case import CasePage
from portal.console.forms import ReturnForm, seen_of
from portal.console.gate import clerk_of
from portal.console.pages.places import name_of
from portal.console.site import page
from portal.console.views.cases import case_page, done, for_case, return_form


@require_POST
@for_case
def return_for_correction(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Fields: ``seen``, ``point``*, ``about``* with ``text``*, ``step``: preview, edit, send."""
    seen = seen_of(request)
    form = return_form(CasePage(submission), request.POST)
    step = request.POST.get("step", "preview")
    if step == "edit":
        return case_page(request, submission, form=form)
    if not form.is_valid():
        return case_page(
            request,
            submission,
            form=form,
            problem=form.problem(),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    if step != "send":
        return _preview(request, submission, form, seen)
    by = actor_of(request.user)
    services.return_for_correction(submission.pk, seen=seen, defects=form.defects(), by=by)
    return done(request, submission, _("已退回补正，一次性补正告知书会送达申请人。"))


def _preview(
    request: HttpRequest, submission: Submission, form: ReturnForm, seen: int
) -> HttpResponse:
    """The notice as the applicant will read it."""
    case = CasePage(submission)
    return page(
        request,
        "console/acceptance/return_preview.html",
        {
            "title": _("一次性补正告知书预览"),
            "content_title": _("补正告知书预览"),
            "case": case,
            "submission": submission,
            "form": form,
            "seen": seen,
            "clerk": clerk_of(request),
            "defects": [
                (name_of(case.version, defect.about), defect.text) for defect in form.defects()
            ],
        },
    )
