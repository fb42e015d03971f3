"""Put results into somebody's hands, and note what has reached the window."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bundles.casework.exceptions import StaleVersion
from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.delivery import Chosen, chosen
from bundles.issuance.models import Batch, Certificate
from portal.accounts.actors import actor_of
from portal.accounts.disclosures import disclose
from portal.accounts.models import User
from portal.console.acceptance.case import CasePage
from portal.console.errors import HandedOverAlready
from portal.console.forms import seen_of
from portal.console.handover.batches import handovers_of
from portal.console.handover.forms import HandOverForm, Method
from portal.console.pages.answers import resident_ids
from portal.console.site import page
from portal.console.views.cases import case_of, done, for_case


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, number: str, sequence: int) -> HttpResponse:
    """Sign one batch of the case out.

    Fields: ``seen``, ``name``, ``capacity``, ``identity_number``, ``method``, ``compared``.
    """
    batch = _batch(case_of(request, number), sequence)

    @for_case
    def sign_out(request: HttpRequest, submission: Submission) -> HttpResponse:
        return _sign_out(request, submission, batch)

    return sign_out(request, number)


def _sign_out(request: HttpRequest, submission: Submission, batch: Batch) -> HttpResponse:
    if batch.handed_over_at is not None:
        raise HandedOverAlready(batch)
    case = CasePage(submission)
    named = resident_ids(case.version, case.content["answers"])
    wanted = chosen(submission)
    form = HandOverForm(
        request.POST or None,
        applicant=submission.applicant,
        named=named,
        method=Method.POST if wanted.by_post else Method.WINDOW,
    )
    seen = seen_of(request) if request.method == "POST" else submission.revision
    if seen != submission.revision:
        raise StaleVersion(seen=seen, current=submission.revision)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, submission, batch, form, wanted)
    services.hand_over(
        batch.pk, receiver=form.receiver(), method=form.method_words(), by=actor_of(request.user)
    )
    return done(request, submission, _("已交付签收，送达回证由系统生成。"))


@require_POST
def arrive(request: HttpRequest, number: str, certificate: int) -> HttpResponse:
    """Note that a result made elsewhere lies at the window now. No fields."""
    found = Certificate.objects.filter(
        pk=certificate, batch__submission=case_of(request, number), issued_at__isnull=False
    ).first()
    if found is None:
        raise Http404

    @for_case
    def note(request: HttpRequest, submission: Submission) -> HttpResponse:
        services.arrive(found.pk, by=actor_of(request.user))
        return done(request, submission, _("已登记到件：%(name)s。") % {"name": found.name})

    return note(request, number)


def _batch(submission: Submission, sequence: int) -> Batch:
    batch = Batch.objects.filter(submission=submission, sequence=sequence).first()
    if batch is None:
        raise Http404
    return batch


def _ask(
    request: HttpRequest, submission: Submission, batch: Batch, form: HandOverForm, wanted: Chosen
) -> HttpResponse:
    """The page; a postal address on it is a look at a person's data, and written down."""
    if wanted.to is not None and isinstance(request.user, User):
        disclose(
            request.user,
            kind="submission",
            subject_id=str(submission.number),
            what="delivery",
            reason="结果交付：按申请人选择邮寄",
        )
    handover = next(one for one in handovers_of(submission) if one.batch.pk == batch.pk)
    return page(
        request,
        "console/handover/hand_over.html",
        {
            "title": _("结果交付"),
            "content_title": _("结果交付"),
            "case": CasePage(submission),
            "submission": submission,
            "handover": handover,
            "form": form,
            "wanted": wanted,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )
