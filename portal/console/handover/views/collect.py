"""Somebody comes for the results: everything that lies ready of the case, with one signature."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applicants.exceptions import DocumentRefused
from bundles.casework.exceptions import StaleVersion
from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.delivery import Chosen, chosen
from bundles.issuance.exceptions import (
    NotArrived,
    NotAuthorised,
    NothingReady,
    NotIssued,
    NotTheReceiver,
    SignatureUnreadable,
)
from bundles.issuance.models import Batch, Certificate
from bundles.issuance.selectors import ready_batches
from portal.accounts.actors import actor_of
from portal.console.errors import HandedOverAlready
from portal.console.forms import seen_of
from portal.console.handover.batches import handovers_of
from portal.console.handover.forms import CollectForm, DraftForm, ScanForm, kept
from portal.console.site import page
from portal.console.views.cases import case_of, case_page, done, for_case


@require_http_methods(["GET", "POST"])
@for_case
def hand_over(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Sign out everything of the case that lies ready.

    Fields: ``seen``, ``name``, ``capacity``, ``identity_number``, ``proof``, ``signature`` (a data
    URL), files ``scan`` and ``authorisation``, ``compared``.
    """
    if not ready_batches(submission):
        raise _why_nothing(submission)
    if request.method == "GET":
        return _ask(request, submission, CollectForm(initial=_expected(submission)))
    seen = seen_of(request)
    if seen != submission.revision:
        raise StaleVersion(seen=seen, current=submission.revision)
    form = CollectForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, submission, form)
    try:
        services.collect(
            submission.pk,
            seen=seen,
            receiver=form.receiver(),
            capacity=form.capacity_chosen,
            signed=form.signed(),
            by=actor_of(request.user),
        )
    except (NotTheReceiver, NotAuthorised) as error:
        form.add_error("identity_number", str(error))
        return _ask(request, submission, form)
    except SignatureUnreadable as error:
        form.add_error("signature", str(error))
        return _ask(request, submission, form)
    except DocumentRefused as error:
        form.add_error("scan", str(error))
        return _ask(request, submission, form)
    return done(request, submission, _("已交付签收，送达回证由系统生成。"))


@require_POST
@for_case
def draft_record(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The record to be signed on paper, with what was filled in so far; nothing is kept of it."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _ask(request, submission, form)
    pdf = services.draft_record(submission.pk, receiver=form.receiver(), by=actor_of(request.user))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{submission.number}-09.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def attach_scan(request: HttpRequest, number: str, sequence: int) -> HttpResponse:
    """The record signed on paper is scanned in. File: ``scan``."""
    batch = Batch.objects.filter(submission=case_of(request, number), sequence=sequence).first()
    if batch is None:
        raise Http404

    @for_case
    def attach(request: HttpRequest, submission: Submission) -> HttpResponse:
        form = ScanForm(request.POST, request.FILES)
        problem = "" if form.is_valid() else str(form.errors["scan"][0])
        try:
            if not problem:
                scan = kept(form.cleaned_data["scan"])
                services.attach_scan(batch.pk, scan=scan, by=actor_of(request.user))
                return done(request, submission, _("送达回证的扫描件已存档。"))
        except DocumentRefused as error:
            problem = str(error)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return case_page(request, submission, problem=problem, status=status)

    return attach(request, number)


def _why_nothing(submission: Submission) -> Exception:
    """What to tell whoever comes when nothing can be signed out."""
    batches = Batch.objects.filter(submission=submission).order_by("-sequence")
    waiting = batches.filter(handed_over_at__isnull=True).first()
    if waiting is None:
        last = batches.first()
        return HandedOverAlready(last) if last else NothingReady()
    if waiting.issued_at is None:
        return NotIssued()
    missing = Certificate.objects.filter(batch=waiting, arrived_at__isnull=True)
    names = missing.values_list("name", flat=True)
    return NotArrived(names) if names else NothingReady()


def _expected(submission: Submission) -> dict[str, Any]:
    """An organisation is fetched by its representative, a person by themselves."""
    wanted = "applicant" if submission.applicant.is_person else "representative"
    return {"capacity": wanted}


def _ask(request: HttpRequest, submission: Submission, form: CollectForm) -> HttpResponse:
    handovers = handovers_of(submission)
    wanted: Chosen = chosen(submission)
    return page(
        request,
        "console/handover/collect.html",
        {
            "title": _("结果交付"),
            "content_title": _("结果交付"),
            "submission": submission,
            "handovers": [one for one in handovers.batches if one.ready],
            "later": [one for one in handovers.batches if not one.ready and not one.handed_by],
            "form": form,
            "by_post": wanted.by_post,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )
