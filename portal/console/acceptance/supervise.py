"""A supervisor reads a second notice, and sends it or gives it back to the clerk."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bundles.casework import services
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import SecondNotice
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from portal.accounts.actors import actor_of
from portal.console.acceptance.case import CasePage
from portal.console.acceptance.forms import LONGEST_TEXT
from portal.console.acceptance.handed_file import filed_material, streamed
from portal.console.acceptance.page import viewer_files
from portal.console.errors import refusal
from portal.console.gate import clerk_of, hall_of
from portal.console.originals.viewer import ViewerFile, drawn_page
from portal.console.pages.places import name_of
from portal.console.pages.words import who
from portal.console.site import page


@require_http_methods(["GET", "POST"])
def second_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Fields: ``reason``, ``step``: send or back. Another hall's is 404."""
    notice = _of_the_hall(request, notice_id)
    if request.method == "GET":
        return _show(request, notice)
    reason, by = request.POST.get("reason", "").strip()[:LONGEST_TEXT], actor_of(request.user)
    try:
        if request.POST.get("step") == "send":
            services.send_second_notice(notice.pk, reason=reason, by=by)
            said = _("已发出，一次性补正告知书会送达申请人。")
        else:
            services.send_back_notice(notice.pk, remark=reason, by=by)
            said = _("已退回窗口，经办人会看到您的意见。")
    except CaseworkError as error:
        told = refusal(error)
        return _show(request, notice, refused=told, status=told.status)
    messages.success(request, said)
    return redirect("admin:index")


@require_safe
def notice_file(request: HttpRequest, notice_id: int, sha256: str) -> HttpResponseBase:
    """A file of the case, for whoever has to judge a notice about it; 404 once it is over."""
    submission = _open_one(request, notice_id).submission
    return streamed(request, filed_material(submission, sha256), str(submission.number))


@require_safe
def notice_file_page(
    request: HttpRequest, notice_id: int, sha256: str, page_number: int
) -> HttpResponse:
    """One page of a PDF of it as a picture."""
    submission = _open_one(request, notice_id).submission
    drawn = drawn_page(filed_material(submission, sha256).document, page_number)
    if drawn.status_code == HTTPStatus.NOT_FOUND:
        raise Http404
    return drawn


def _open_one(request: HttpRequest, notice_id: int) -> SecondNotice:
    notice = _of_the_hall(request, notice_id)
    if notice.ending or notice.submission.state is not SubmissionStatus.SUBMITTED:
        raise Http404
    return notice


def _files(notice: SecondNotice, case: CasePage) -> list[ViewerFile]:
    """What was handed in, at addresses that open for the supervisor."""
    return [
        replace(one, url=reverse("admin:notice_file", args=[notice.pk, handed["sha256"]]))
        for one, handed in zip(viewer_files(case), case.content["materials"], strict=True)
    ]


def _of_the_hall(request: HttpRequest, notice_id: int) -> SecondNotice:
    found = (
        SecondNotice.objects.filter(pk=notice_id, submission__hall=hall_of(request))
        .select_related("submission__applicant", "submission__hall")
        .defer("submission__answers", "submission__refusal")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, notice: SecondNotice, *, status: int = HTTPStatus.OK, **context: object
) -> HttpResponse:
    submission = notice.submission
    is_open = not notice.ending and submission.state is SubmissionStatus.SUBMITTED
    case = CasePage(submission)
    version = versions.version(submission.version_id)
    seen = set(notice.seen_before)
    return page(
        request,
        "console/acceptance/second_notice.html",
        {
            "title": _("审核再次补正告知"),
            "notice": notice,
            "submission": submission,
            "bundle": version.name,
            "by": who(notice.asked_by),
            "own": notice.asked_by.get("id") == clerk_of(request).number,
            "open": is_open,
            "case": case if is_open else None,
            "files": _files(notice, case) if is_open else [],
            "reason": request.POST.get("reason", ""),
            "defects": [
                (name_of(version, one["about"]), one["text"], one["about"] in seen)
                for one in notice.defects
            ],
            **context,
        },
        status=status,
    )
