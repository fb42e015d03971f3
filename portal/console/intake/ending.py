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
from bundles.casework.models import AssistanceEnding, Submission
from bundles.casework.selectors.signatures import standing_round
from bundles.casework.states import SubmissionStatus
from departments.models import OfficerRole
from portal.console.errors import refusal
from portal.console.forms import seen_of
from portal.console.gate import clerk_of
from portal.console.intake.own import helper_of, intake_case
from portal.console.intake.waiting import resumable
from portal.console.views.cases import for_case
from portal.form.agreeing import consent


@require_POST
def hand_in(request: HttpRequest, token: UUID) -> HttpResponse:
    """File what everybody confirmed; the other click of a double click finds the receipt."""
    submission = _taken_in(request, token)
    if submission is not None:
        return redirect("admin:receipt", number=str(submission.number))
    submission = intake_case(request, token)
    round_ = standing_round(submission)
    if round_ is None:
        messages.error(request, _("请先请申请人核对并签字。"))
        return _page(token, "#signing")
    try:
        _file(submission, round_.review_hash, round_.agreed, by=helper_of(request, submission))
    except SignaturesMissing as missing:
        names = _("、").join(one.name for one in missing.signers)
        messages.error(request, _("还没有签字：%(names)s。") % {"names": names})
        return _page(token, "#signing")
    except (AnswersIncomplete, MaterialsMissing) as error:
        messages.error(request, str(error))
        return _page(token, "?check=1#first-wrong")
    except CaseworkError as error:
        messages.error(request, refusal(error).message)
        return _page(token, "#signing")
    _in_hand(request, submission)
    filed = Submission.objects.only("number").get(pk=submission.pk)
    return redirect("admin:receipt", number=str(filed.number))


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


def _file(submission: Submission, reviewed: str, agreed: list[str], *, by: Actor) -> None:
    with transaction.atomic():
        if submission.state is SubmissionStatus.DRAFT:
            services.apply(submission.pk, reviewed=reviewed, by=by)
        else:
            services.resubmit(submission.pk, reviewed=reviewed, by=by)
        services.note(submission.pk, kind="submission.agreed", by=by, agreed=",".join(agreed))
        consent(submission, by=by)


def _in_hand(request: HttpRequest, submission: Submission) -> None:
    """Who took it in goes on with it, where it is decided in their own hall."""
    by = Actor.for_officer(clerk_of(request))
    if by.may(OfficerRole.WINDOW) and by.hall == submission.hall.code:
        services.take(submission.pk, by=by)


def _taken_in(request: HttpRequest, token: UUID) -> Submission | None:
    """The case when this clerk has handed it in a moment ago."""
    found = Submission.objects.filter(
        token=token,
        assistances__officer=clerk_of(request).number,
        assistances__ending=AssistanceEnding.FILED,
        status=SubmissionStatus.SUBMITTED,
    )
    return found.only("number").first()


def _page(token: UUID, more: str = "") -> HttpResponse:
    return redirect(f"{reverse('admin:intake_page', args=[token])}{more}")
