"""Somebody comes for the results: what the page shows of the case, with one signature."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applicants.exceptions import DocumentRefused
from bundles.casework.exceptions import StaleVersion
from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.delivery import Chosen, chosen
from bundles.issuance.exceptions import (
    InTheParcel,
    NotArrived,
    NotAuthorised,
    NothingReady,
    NotIssued,
    NotTheReceiver,
    ResultsChanged,
    SignatureUnreadable,
)
from bundles.issuance.models import Batch, Certificate
from bundles.issuance.selectors import ready_batches
from portal.accounts.actors import actor_of
from portal.console.errors import HandedOverAlready
from portal.console.forms import ids_in, seen_of
from portal.console.handover.batches import handovers_of
from portal.console.handover.forms import CollectForm, DraftForm, ScanForm, kept
from portal.console.site import page
from portal.console.views.cases import case_of, case_page, done, for_case

MOST_RESULTS: Final = 1000
"""Of one case, on one page: far more than any bundle brings."""


@require_http_methods(["GET", "POST"])
@for_case
def hand_over(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Sign out what the page showed of the case's results.

    Fields: ``seen``, ``result`` (ids of what was shown), ``name``, ``capacity``,
    ``identity_number``, ``proof``, ``signature`` (a data URL), files ``scan`` and
    ``authorisation``, ``compared``.
    """
    shown = _shown(request)
    _not_again(submission, shown)
    if not ready_batches(submission):
        raise _why_nothing(submission)
    if request.method == "GET":
        return _ask(request, submission, CollectForm(initial=_expected(submission)))
    seen = seen_of(request)
    if seen != submission.revision:
        raise StaleVersion(seen=seen, current=submission.revision)
    form = CollectForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, submission, form, shown)
    try:
        services.collect(
            submission.pk,
            seen=seen,
            shown=shown,
            receiver=form.receiver(),
            capacity=form.capacity_chosen,
            signed=form.signed(),
            by=actor_of(request.user),
        )
    except (NotTheReceiver, NotAuthorised) as error:
        form.add_error("identity_number", str(error))
    except SignatureUnreadable as error:
        form.add_error("signature", str(error))
    except DocumentRefused as error:
        form.add_error("scan", str(error))
    except ResultsChanged:
        shown = frozenset()  # of what lies there now, nothing has been counted
    else:
        return done(request, submission, _("已交付签收，送达回证由系统生成。"))
    return _ask(request, submission, form, shown)


@require_POST
@for_case
def draft_record(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The record to be signed on paper, with what was filled in so far; nothing is kept of it."""
    form, shown = DraftForm(request.POST), _shown(request)
    if not form.is_valid():
        return _ask(request, submission, form, shown)
    pdf = services.draft_record(
        submission.pk, shown=shown, receiver=form.receiver(), by=actor_of(request.user)
    )
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


def _shown(request: HttpRequest) -> frozenset[int]:
    """The results that stood on the page, one hidden field for each."""
    return frozenset(ids_in(request.POST.getlist("result"), most=MOST_RESULTS))


def _not_again(submission: Submission, shown: frozenset[int]) -> None:
    """Raises ``HandedOverAlready`` when all that was shown has been signed for since: a double
    click is told so, and not what else of the case is still to come.
    """
    theirs = Certificate.objects.filter(pk__in=shown).values("batch")
    batches = list(Batch.objects.filter(submission=submission, pk__in=theirs))
    if batches and all(batch.handed_over_at for batch in batches):
        raise HandedOverAlready(batches[-1])


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
    return NotArrived(names) if names else InTheParcel()


def _expected(submission: Submission) -> dict[str, Any]:
    """An organisation is fetched by its representative, a person by themselves."""
    wanted = "applicant" if submission.applicant.is_person else "representative"
    return {"capacity": wanted}


def _ask(
    request: HttpRequest,
    submission: Submission,
    form: CollectForm,
    shown: frozenset[int] = frozenset(),
) -> HttpResponse:
    """The page; ``shown`` is what stood on it before, when it is shown again."""
    handovers = handovers_of(submission)
    ready = [replace(one, results=one.lying) for one in handovers.batches if one.ready]
    wanted: Chosen = chosen(submission)
    changed = form.is_bound and shown != {
        result.certificate.pk for one in ready for result in one.results
    }
    if changed:
        form.add_error("compared", str(ResultsChanged()))
    return page(
        request,
        "console/handover/collect.html",
        {
            "title": _("结果交付"),
            "content_title": _("结果交付"),
            "submission": submission,
            "handovers": ready,
            "later": [one for one in handovers.batches if not one.ready and not one.handed_by],
            "form": form,
            "compared": form["compared"].value() and not changed,
            "by_post": wanted.by_post,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )
