"""Waiting for signatures: who has signed, links for those who have not, and handing in."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.identity import MOBILE, mask_phone
from bundles.casework import services
from bundles.casework.exceptions import (
    AnswersIncomplete,
    MaterialsMissing,
    MoveNotAllowed,
    ReviewChanged,
    SignaturesMissing,
)
from bundles.casework.models import SignatureRequest, SigningRound, Submission
from bundles.casework.selectors.signatures import (
    everybody_signed,
    own_request,
    requests_of,
    standing_round,
)
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.versions import version as version_of
from bundles.papers.barcodes import qr_on_screen
from portal.form.pages import opened
from portal.signatures import ServiceFailed
from portal.web import signing
from portal.web.people import acting, applicant_of, for_applicants, own_case


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def waiting(request: HttpRequest, token: UUID) -> HttpResponse:
    """Everybody who signs and how far they are. Post hands in what all have signed.

    Nothing asked, or voided meanwhile: the page to check everything, which says why.
    """
    submission = own_case(request, token)
    round_ = standing_round(submission)
    if round_ is None:
        draft = submission.state is SubmissionStatus.DRAFT
        return redirect("web:review" if draft else "web:case", token=token)
    problem, status = "", 200
    if request.method == "POST":
        try:
            signing.file(request, submission, reviewed=round_.review_hash, agreed=round_.agreed)
        except MoveNotAllowed:  # the other click of a double click was first: same answer
            return redirect("web:case", token=token)
        except (ReviewChanged, AnswersIncomplete, MaterialsMissing):
            return redirect("web:review", token=token)
        except SignaturesMissing as missing:
            problem, status = str(missing), 409
        else:
            return redirect("web:case", token=token)
    context = _context(request, submission, round_) | {"problem": problem}
    return render(request, "web/signing.html", context, status=status)


@require_safe
@for_applicants
def link(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """One person's link: a QR code to scan, an address to copy, a text message to send."""
    submission, asked = _asked(request, token, number)
    if asked.is_signed:
        return redirect("web:signatures", token=token)
    address = signing.link_to(request, asked)
    version = version_of(submission.version_id)
    company = signing.company_of(asked.round.content, version)
    message = _("请您确认“%(company)s”的申请并签字（本人操作，7 天内有效）：%(link)s") % {
        "company": company,
        "link": address,
    }
    context = {
        "section": "cases",
        "work": opened(submission),
        "asked": asked,
        "roles": signing.roles_of(version, asked),
        "state": _state(asked),
        "address": address,
        "message": message,
        "mobile": mask_phone(asked.phone) if MOBILE.fullmatch(asked.phone) else "",
        "sms": f"sms:{asked.phone}?body={quote(message)}",
    }
    return render(request, "web/signing_link.html", context)


@require_safe
@for_applicants
def code(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """The link as a QR code, black on white whatever the page looks like."""
    _submission, asked = _asked(request, token, number)
    drawn = qr_on_screen(signing.link_to(request, asked), scale=6)
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_POST
@for_applicants
def renew(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """A new link; the old one is dead."""
    submission, asked = _asked(request, token, number)
    services.renew_link(asked.pk, by=acting(request, submission))
    messages.success(request, _("已生成新的链接，原来的链接不能再用。"))
    return redirect("web:signature-link", token=token, number=number)


@require_POST
@for_applicants
def own(request: HttpRequest, token: UUID) -> HttpResponse:
    """The person at the keyboard signs for themselves: after a failing service, or a renewal."""
    submission = own_case(request, token)
    round_ = standing_round(submission)
    if round_ is not None:
        try:
            signing.sign_own(request, submission, round_)
        except ServiceFailed as failed:
            messages.error(request, str(failed))
    return redirect("web:signatures", token=token)


@require_POST
@for_applicants
def stop(request: HttpRequest, token: UUID) -> HttpResponse:
    """Stop asking, to change something: every link and every signature of this round is void."""
    submission = own_case(request, token)
    services.call_off(submission.pk, by=acting(request, submission))
    messages.success(request, _("已停止签字。改好之后，请重新核对并发起签字。"))
    return redirect("web:review", token=token)


def _asked(request: HttpRequest, token: UUID, number: int) -> tuple[Submission, SignatureRequest]:
    submission = own_case(request, token)
    round_ = standing_round(submission)
    found = (
        round_
        and round_.requests.select_related("round", "signature").filter(number=number).first()
    )
    if not found:
        raise Http404
    return submission, found


def _context(request: HttpRequest, submission: Submission, round_: SigningRound) -> dict[str, Any]:
    version, asked = version_of(submission.version_id), requests_of(round_)
    person = own_request(round_, applicant_of(request))
    return {
        "section": "cases",
        "work": opened(submission),
        "round": round_,
        "rows": [
            {
                "asked": one,
                "roles": signing.roles_of(version, one),
                "state": _state(one),
                "phone": mask_phone(one.phone),
                "own": person is not None and one.pk == person.pk,
            }
            for one in asked
        ],
        "left": sum(not one.is_signed for one in asked),
        "ready": everybody_signed(asked),
        "draft": submission.state is SubmissionStatus.DRAFT,
    }


def _state(asked: SignatureRequest) -> str:
    now = timezone.now()
    if asked.is_signed:
        return "signed"
    if asked.declined_at is not None:
        return "declined"
    if asked.expires_at <= now:
        return "expired"
    if asked.locked_until is not None and asked.locked_until > now:
        return "locked"
    return "waiting"
