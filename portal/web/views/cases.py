"""My cases, and one case: where it stands, who has it, by when, and what can be done."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from math import ceil
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.models import AgentScope
from bundles.casework import services
from bundles.casework.models import Submission
from bundles.casework.selectors.signatures import standing_round
from bundles.casework.services.apply import TAKE_BACK
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.catalogue.versions import version
from bundles.issuance.delivery import CHANGEABLE, chosen
from departments.codes import is_case_number
from portal.form.pages import opened
from portal.web.following import following_of
from portal.web.handed import paid_for, parcels_of
from portal.web.listing import listing
from portal.web.pace import too_fast
from portal.web.people import acting, for_applicants, own_case, own_cases
from portal.web.progress import item_lines, letters_of, stages
from portal.web.promised import promised_of
from portal.web.standing import standing

S, W = SubmissionStatus, WorkItemStatus
PER_MINUTE: Final = 60
"""Look-ups of a number from one address, ours: numbers follow one another and could be counted."""

WITHDRAWABLE = frozenset({S.DRAFT, S.SUBMITTED, S.CORRECTION, S.ACCEPTED, S.IN_REVIEW})


@require_safe
@for_applicants
def listed(request: HttpRequest) -> HttpResponse:
    """My cases: first those that wait for me. ``q`` looks for a number or a name."""
    found = listing(own_cases(request), request.GET.get("q", ""), request.GET.get("page"))
    return render(request, "web/cases.html", {"section": "cases", "listing": found})


@require_safe
@for_applicants
def case(request: HttpRequest, token: UUID) -> HttpResponse:
    """One case; a draft opens at its list of pages, or at the signatures it waits for."""
    submission = own_case(request, token, scope=None)
    if submission.state is S.DRAFT:
        waits = standing_round(submission) is not None
        return redirect("web:signatures" if waits else "web:tasks", token=token)
    return render(request, "web/case.html", shown(submission))


@require_safe
@for_applicants
def standing_now(request: HttpRequest, token: UUID) -> HttpResponse:
    """The part of the page that changes by itself, for the page to fetch; 304 while nothing did."""
    submission = own_case(request, token, scope=None)
    mark = mark_of(submission)
    if request.headers.get("If-None-Match") == mark:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    elif submission.state is S.DRAFT:
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)  # taken back in another window
    else:
        answer = render(request, "web/standing.html", shown(submission))
    answer["ETag"] = mark
    if submission.is_over:
        answer["X-Case"] = "over"  # nobody need ask again
    return answer


def shown(submission: Submission) -> dict[str, Any]:
    """Everything the page of a case shows."""
    work = opened(submission)
    letters = letters_of(submission)
    lines = item_lines(work, letters)
    delivery = chosen(submission) if submission.number else None
    until = take_back_until(submission)
    follow = following_of(work)
    overdue = [one.name for one in follow if one.open and one.promise.lapsed_at]
    return {
        "section": "cases",
        "work": work,
        "case": submission,
        "standing": standing(work, lines, delivery, overdue),
        "stages": stages(submission),
        "items": lines,
        "letters": letters,
        "files": [file for files in work.handed().values() for file in files],
        "corrections": work.editing.corrections,
        "promised": promised_of(work),
        "following": follow,
        "delivery": delivery,
        "parcels": parcels_of(submission),
        "paid": paid_for(submission),
        "delivery_open": submission.state in CHANGEABLE,
        "take_back_until": until,
        "take_back_minutes": ceil((until - timezone.now()).total_seconds() / 60) if until else 0,
        "may_ask": submission.state is S.IN_REVIEW
        and (submission.issue_at is None or submission.issue_at > timezone.now())
        and any(line.ready for line in lines),
        "may_withdraw": submission.state in WITHDRAWABLE,
        "mark": mark_of(submission),
    }


def mark_of(submission: Submission) -> str:
    """Another one whenever the page would say something else: a fact, a letter, an hour gone by,
    and each minute while the case can be taken back.
    """
    now = timezone.now()
    tick = f"{now:%H%M}" if take_back_until(submission) else f"{now:%H}"
    letters = submission.papers.count()
    return f'"{submission.chain_length}-{submission.revision}-{letters}-{tick}-{get_language()}"'


@require_POST
@for_applicants
def take_back(request: HttpRequest, token: UUID) -> HttpResponse:
    """A case handed in within ten minutes becomes a draft again."""
    submission = own_case(request, token)
    services.take_back(submission.pk, by=acting(request, submission))
    messages.success(request, _("已收回，您可以修改后重新提交。"))
    return redirect("web:tasks", token=token)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def withdraw(request: HttpRequest, token: UUID) -> HttpResponse:
    """Give up the whole case: a page that says what that means, and its button."""
    submission = own_case(request, token, scope=AgentScope.EVERYTHING)
    if submission.state not in WITHDRAWABLE:
        return redirect("web:case", token=token)
    if request.method == "POST":
        services.withdraw(submission.pk, by=acting(request, submission))
        messages.success(request, _("申请已撤回。"))
        return redirect("web:cases")
    work = opened(submission)
    items = list(submission.work_items.order_by("position"))
    context = {
        "section": "cases",
        "case": submission,
        "work": work,
        "kept": [work.version.item(one.key) for one in items if one.state is W.APPROVED],
        "given_up": [work.version.item(one.key) for one in items if not one.is_settled],
    }
    return render(request, "web/withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def withdraw_item(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """Give up one item; those that need it end with it, the others go on."""
    work = opened(own_case(request, token, scope=AgentScope.EVERYTHING))
    item = work.submission.work_items.filter(key=key).first()
    if item is None:
        raise Http404
    if item.is_settled:
        return redirect("web:case", token=token)
    if request.method == "POST":
        services.withdraw_item(item.pk, by=acting(request, work.submission))
        messages.success(request, _("已撤回这个事项，其他事项继续办理。"))
        return redirect("web:case", token=token)
    lost, ended = {key}, []
    running = {one.key for one in work.submission.work_items.all() if not one.is_settled}
    for one in work.version.items:  # each after all it needs
        if one.key in running and lost.intersection(one.may_wait_for):
            lost.add(one.key)
            ended.append(one)
    context = {
        "section": "cases",
        "case": work.submission,
        "work": work,
        "item": work.version.item(key),
        "ended": ended,
    }
    return render(request, "web/withdraw.html", context)


@require_POST
@for_applicants
def ask_for_results(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is decided is wanted now, without waiting for the rest."""
    submission = own_case(request, token, scope=None)
    services.ask_for_results(submission.pk, by=acting(request, submission))
    messages.success(request, _("已登记：办好的结果将先行出件。"))
    return redirect("web:case", token=token)


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Behind the QR code of a receipt: ``number`` shows a status and nothing more."""
    number = request.GET.get("number", "").strip().upper()[:40]
    found = None
    if number and too_fast(request, "progress", per_minute=PER_MINUTE):
        return render(request, "429.html", status=429)
    if number and is_case_number(number):
        found = Submission.objects.defer("answers").filter(number=number).first()
    context = {
        "section": "verify",
        "number": number,
        "case": found,
        "version": version(found.version_id) if found else None,
    }
    return render(
        request, "web/progress.html", context, status=404 if number and not found else 200
    )


def take_back_until(submission: Submission) -> datetime | None:
    """Until when the case can simply be taken back; None when that is over."""
    if submission.state is not S.SUBMITTED or submission.submitted_at is None:
        return None
    until = submission.submitted_at + TAKE_BACK
    return until if until > timezone.now() else None
