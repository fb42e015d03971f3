"""A supervisor reads a second notice, and sends it or gives it back to the clerk."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bundles.casework import services
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import SecondNotice
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from portal.accounts.actors import actor_of
from portal.console.acceptance.forms import LONGEST_TEXT
from portal.console.errors import refusal
from portal.console.gate import clerk_of, hall_of
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
            "open": not notice.ending and submission.state is SubmissionStatus.SUBMITTED,
            "reason": request.POST.get("reason", ""),
            "defects": [
                (name_of(version, one["about"]), one["text"], one["about"] in seen)
                for one in notice.defects
            ],
            **context,
        },
        status=status,
    )
