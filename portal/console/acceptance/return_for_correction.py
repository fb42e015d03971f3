"""Return a case for correction: every defect at once, looked at once more before it goes out."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.exceptions import CaseworkError, ReasonMissing
from bundles.casework.models import Submission
from bundles.casework.visible import already_visible
from bundles.casework.window_exceptions import AlreadyVisible
from portal.accounts.actors import actor_of
from portal.console.acceptance.case import CasePage
from portal.console.acceptance.forms import LONGEST_TEXT, ReturnForm
from portal.console.acceptance.page import case_page, return_form
from portal.console.errors import refusal
from portal.console.forms import seen_of
from portal.console.gate import clerk_of
from portal.console.pages.places import name_of
from portal.console.site import page
from portal.console.views.cases import case_of, done, for_case


@require_POST
@for_case
def return_for_correction(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Fields: ``seen``, ``point``*, ``about``* with ``text``*, ``step``: preview, edit, send, or
    ask (a supervisor, with ``because``).
    """
    seen = seen_of(request)
    form = return_form(CasePage(submission), request.POST)
    step = request.POST.get("step", "preview")
    if step == "edit":
        return case_page(request, submission, said=request.POST)
    if not form.is_valid():
        return case_page(
            request,
            submission,
            said=request.POST,
            problem=form.problem(),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    if step not in ("send", "ask"):
        return _preview(request, submission, form, seen)
    try:
        return _send(request, submission, form, seen, step)
    except (AlreadyVisible, ReasonMissing) as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        problem = _("请写明为什么上次没有告知。") if step == "ask" else str(error)
        return _preview(request, submission, form, seen, problem=problem, status=status)
    except CaseworkError as error:
        told = refusal(error, submission)
        fresh = case_of(request, str(submission.number))
        return case_page(request, fresh, refused=told, status=told.status, said=request.POST)


def _send(
    request: HttpRequest, submission: Submission, form: ReturnForm, seen: int, step: str
) -> HttpResponse:
    by, defects = actor_of(request.user), form.defects()
    if step == "ask":
        because = request.POST.get("because", "")[:LONGEST_TEXT]
        services.ask_second_notice(
            submission.pk, seen=seen, defects=defects, because=because, by=by
        )
        return done(request, submission, _("已提交督办人员审核，审核通过后才会告知申请人。"))
    services.return_for_correction(submission.pk, seen=seen, defects=defects, by=by)
    return done(request, submission, _("已退回补正，一次性补正告知书会送达申请人。"))


def _preview(
    request: HttpRequest,
    submission: Submission,
    form: ReturnForm,
    seen: int,
    *,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The notice as the applicant will read it; what was visible before goes to a supervisor."""
    case, defects = CasePage(submission), form.defects()
    visible = already_visible(submission, [defect.about for defect in defects])
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
            "problem": problem,
            "kept": [
                (name, value)
                for name, value in request.POST.items()
                if name.startswith(("item-", "because-", "foreign-", "competent-"))
            ],
            "because": request.POST.get("because", ""),
            "visible": [name_of(case.version, place) for place in visible],
            "defects": [(name_of(case.version, defect.about), defect.text) for defect in defects],
        },
        status=status,
    )
