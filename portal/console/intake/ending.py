"""How an intake ends: handed in, put aside, given up; and how one is taken up again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import (
    AnswersIncomplete,
    CaseworkError,
    MaterialsMissing,
    SignaturesMissing,
)
from bundles.casework.models import Assistance, AssistanceEnding, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.selectors.signatures import standing_round
from bundles.casework.states import SubmissionStatus
from departments.models import OfficerRole
from portal.console.errors import refusal
from portal.console.forms import seen_of
from portal.console.gate import clerk_of
from portal.console.intake.filing import LONGEST_WORD, ToFile, file
from portal.console.intake.own import helper_of, intake_case
from portal.console.intake.waiting import resumable
from portal.console.views.cases import for_case


@require_POST
def hand_in(request: HttpRequest, token: UUID) -> HttpResponse:
    """File what everybody confirmed; the other click of a double click finds the receipt.

    Field: ``because``, why something that was asked about stays as it is.
    """
    submission = _taken_in(request, token)
    if submission is not None:
        return _taken(submission)
    submission = intake_case(request, token)
    try:
        what = _to_file(request, submission)
        if what is None:
            messages.error(request, _("请先请申请人核对并签字。"))
            return _page(token, "#signing")
        file(submission, what, by=helper_of(request, submission))
    except SignaturesMissing as missing:
        names = _("、").join(one.name for one in missing.signers)
        messages.error(request, _("还没有签字：%(names)s。") % {"names": names})
        return _page(token, "#signing")
    except (AnswersIncomplete, MaterialsMissing) as error:
        messages.error(request, str(error))
        return _page(token, "?check=1#first-wrong")
    except CaseworkError as error:
        messages.error(request, refusal(error).message)
        return _page(token, "#filing")
    filed = Submission.objects.only("number", "status").get(pk=submission.pk)
    if filed.state is SubmissionStatus.SUBMITTED:
        _in_hand(request, submission)
    return _taken(filed)


def _to_file(request: HttpRequest, submission: Submission) -> ToFile | None:
    """What everybody confirmed; the answer that nothing was to be changed needs no new word."""
    because = request.POST.get("because", "").replace("\0", "").strip()[:LONGEST_WORD]
    round_ = standing_round(submission)
    if round_ is not None:
        return ToFile(round_.review_hash, tuple(round_.agreed), because)
    if submission.state is SubmissionStatus.DRAFT or not because:
        return None
    return ToFile(review_hash(submission), None, because)


def _taken(filed: Submission) -> HttpResponse:
    """To the receipt; what a department asked about is in its hands again, and has none."""
    name = "admin:receipt" if filed.state is SubmissionStatus.SUBMITTED else "admin:case"
    return redirect(name, number=str(filed.number))


@require_POST
def put_aside(request: HttpRequest, token: UUID) -> HttpResponse:
    """The person comes back later: nothing is lost, their screen goes dark."""
    submission = intake_case(request, token)
    by = helper_of(request, submission)
    services.end_assistance(submission.pk, ending=AssistanceEnding.PUT_ASIDE, by=by)
    messages.success(request, _("已放到“未完成的收件”，随时可以接着办。"))
    return redirect("admin:intake")


@require_POST
def take_up(request: HttpRequest, token: UUID) -> HttpResponse:
    """Go on with what was put aside at this hall, or what a colleague here has begun."""
    submission, present = resumable(request, token)
    by = Actor.for_helper(clerk_of(request), submission.applicant)
    try:
        services.assist(submission.pk, present=present, by=by)
    except CaseworkError as error:
        messages.error(request, refusal(error).message)
        return redirect("admin:intake")
    return _page(token)


@require_POST
def give_up(request: HttpRequest, token: UUID) -> HttpResponse:
    """Delete a draft begun at the counter that nobody will go on with."""
    submission, present = resumable(request, token)
    by = Actor.for_helper(clerk_of(request), submission.applicant)
    try:
        with transaction.atomic():
            services.assist(submission.pk, present=present, by=by)
            services.discard(submission.pk, by=by)
    except CaseworkError as error:
        messages.error(request, refusal(error).message)
        return redirect("admin:intake")
    messages.success(request, _("已删除这件没有提交的申请。"))
    return redirect("admin:intake")


@require_POST
@for_case
def mend(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Put right on the spot, the applicant being here: back into intake before acceptance, or the
    answer to a correction. Field: ``seen``.
    """
    by = Actor.for_helper(clerk_of(request), submission.applicant)
    present = submission.applicant
    last = submission.assistances.order_by("-pk").select_related("present").first()
    if not present.is_person:
        if last is None:
            messages.error(request, _("单位申请的，请由法定代表人本人从“窗口收件”开始。"))
            return redirect("admin:case", number=str(submission.number))
        present = last.present
    if submission.state is SubmissionStatus.SUBMITTED:
        services.mend(submission.pk, present=present, seen=seen_of(request), by=by)
    else:
        services.assist(submission.pk, present=present, by=by)
    return _page(submission.token)


def _in_hand(request: HttpRequest, submission: Submission) -> None:
    """Who took it in goes on with it, where it is decided in their own hall."""
    by = Actor.for_officer(clerk_of(request))
    if by.may(OfficerRole.WINDOW) and by.hall == submission.hall.code:
        services.take(submission.pk, by=by)


def _taken_in(request: HttpRequest, token: UUID) -> Submission | None:
    """The case when this clerk has handed it in a moment ago."""
    own = Assistance.objects.filter(submission__token=token, officer=clerk_of(request).number)
    last = own.select_related("submission").defer("submission__answers").order_by("-pk").first()
    if last is None or last.ending != AssistanceEnding.FILED:
        return None
    return None if last.submission.state is SubmissionStatus.DRAFT else last.submission


def _page(token: UUID, more: str = "") -> HttpResponse:
    return redirect(f"{reverse('admin:intake_page', args=[token])}{more}")
