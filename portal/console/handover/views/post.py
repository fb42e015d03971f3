"""Results by post: packed, sent, delivered or back on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bundles.casework.actors import Actor
from bundles.casework.exceptions import StaleVersion
from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.delivery import chosen
from bundles.issuance.exceptions import AddressMissing, NothingReady, TrackingNumberWrong
from bundles.issuance.models import Parcel
from bundles.issuance.selectors import lying
from bundles.papers.barcodes import code_128
from portal.accounts.actors import actor_of
from portal.accounts.disclosures import disclose
from portal.accounts.models import User
from portal.console.forms import seen_of
from portal.console.handover.forms import ParcelForm, ReturnedForm
from portal.console.site import page
from portal.console.views.cases import case_of, case_page, done, for_case

STEPS: Final[dict[str, Callable[[int, Actor], Parcel]]] = {
    "send": lambda pk, by: services.send(pk, by=by),
    "deliver": lambda pk, by: services.deliver(pk, by=by),
}


@require_http_methods(["GET", "POST"])
@for_case
def pack(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Put results of the case into a parcel.

    Fields: ``seen``, ``result`` (ids), ``recipient``, ``phone``, ``region``, ``address``,
    ``carrier``, ``tracking_number``, ``weight``, ``confirmed``.
    """
    results = list(lying(submission))
    if not results:
        raise NothingReady
    wanted = chosen(submission)
    form = ParcelForm(
        request.POST or None,
        hall=submission.hall,
        wanted=wanted,
        results=[(str(one.pk), f"{one.named} {one.number}") for one in results],
    )
    if request.method == "POST":
        seen = seen_of(request)
        if seen != submission.revision:
            raise StaleVersion(seen=seen, current=submission.revision)
        if form.is_valid():
            try:
                services.pack(
                    submission.pk,
                    seen=seen,
                    to=form.to(),
                    carrier=form.cleaned_data["carrier"],
                    tracking_number=form.cleaned_data["tracking_number"],
                    weight=form.cleaned_data["weight"],
                    only=form.chosen(),
                    by=actor_of(request.user),
                )
                return done(request, submission, _("已封装。交给承运单位后，请登记寄出。"))
            except TrackingNumberWrong as error:
                form.add_error("tracking_number", str(error))
            except AddressMissing as error:
                form.add_error("address", str(error))
    _looked_at(request, submission, "delivery", _("结果邮寄：核对收件地址"))
    return page(
        request,
        "console/handover/pack.html",
        {
            "title": _("邮寄结果"),
            "content_title": _("邮寄结果"),
            "submission": submission,
            "form": form,
            "wanted": wanted,
            "results": results,
            "ticked": set(request.POST.getlist("result")) or {str(one.pk) for one in results},
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )


@require_POST
def step(request: HttpRequest, number: str, parcel: int, verb: str) -> HttpResponse:
    """``send`` or ``deliver``. No fields."""
    found = _parcel(request, number, parcel)

    @for_case
    def move(request: HttpRequest, submission: Submission) -> HttpResponse:
        moved = STEPS[verb](found.pk, actor_of(request.user))
        told = _("邮件 %(number)s：%(state)s。")
        return done(
            request,
            submission,
            told % {"number": moved.tracking_number, "state": moved.state.label},
        )

    return move(request, number)


@require_POST
def come_back(request: HttpRequest, number: str, parcel: int) -> HttpResponse:
    """The parcel is here again. Fields: ``reason``, and ``shelf`` where its results lie now."""
    found = _parcel(request, number, parcel)

    @for_case
    def back(request: HttpRequest, submission: Submission) -> HttpResponse:
        form = ReturnedForm(request.POST)
        if not form.is_valid():
            problem = str(form.errors["reason"][0])
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return case_page(request, submission, problem=problem, status=status)
        services.come_back(
            found.pk,
            reason=form.cleaned_data["reason"],
            shelf=request.POST.get("shelf", "")[:20],
            by=actor_of(request.user),
        )
        return done(request, submission, _("已登记退回，结果放回货架，可以重新寄或到窗口领取。"))

    return back(request, number)


@require_safe
def slip(request: HttpRequest, number: str, parcel: int) -> HttpResponse:
    """The label for the parcel, to print: a look at a person's address, and written down."""
    found = _parcel(request, number, parcel)
    _looked_at(request, found.submission, "delivery", _("打印邮寄面单"))
    drawing = code_128(found.tracking_number, scale=2)
    return page(
        request,
        "console/handover/slip.html",
        {
            "title": _("邮寄面单"),
            "content_title": _("邮寄面单"),
            "submission": found.submission,
            "parcel": found,
            "hall": found.submission.hall,
            "barcode": mark_safe(drawing),  # noqa: S308 — drawn here
        },
    )


def _parcel(request: HttpRequest, number: str, parcel: int) -> Parcel:
    submission = case_of(request, number)
    found = Parcel.objects.filter(pk=parcel, submission=submission).first()
    if found is None:
        raise Http404
    found.submission = submission
    return found


def _looked_at(request: HttpRequest, submission: Submission, what: str, reason: str) -> None:
    if isinstance(request.user, User):
        disclose(
            request.user,
            kind="submission",
            subject_id=str(submission.number),
            what=what,
            reason=reason,
        )
