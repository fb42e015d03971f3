"""Who paid whom in a month, and the same case by case as a table to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from http import HTTPStatus

from django.db.models import Count, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.models import Subsidy, SubsidyKind
from portal.accounts.actors import actor_of
from portal.console.gate import hall_of
from portal.console.handover.forms import AmountForm
from portal.console.site import page
from portal.console.spreadsheet import spreadsheet
from portal.console.views.cases import case_of, case_page, done, for_case

MONTHS = 12
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Total:
    """``kind``, who paid whom, for how many cases, how much."""

    kind: str
    payer: str
    payee: str
    cases: int
    amount: Decimal


@require_safe
def subsidies(request: HttpRequest) -> HttpResponse:
    """One month of the hall. ``month`` is ``2026-11``."""
    month = _month(request)
    rows = _of_month(request, month)
    totals = [
        Total(str(SubsidyKind(one["kind"]).label), one["payer"], one["payee"], one["n"], one["sum"])
        for one in rows.order_by()
        .values("kind", "payer", "payee")
        .annotate(n=Count("submission", distinct=True), sum=Sum("amount"))
        .order_by("kind", "payee")
    ]
    return page(
        request,
        "console/handover/subsidies.html",
        {
            "title": _("政府付费"),
            "content_title": _("政府付费"),
            "month": month,
            "months": _months(),
            "totals": totals,
            "amount": sum((one.amount for one in totals), Decimal(0)),
            "cases": rows.values("submission").distinct().count(),
            "unconfirmed": rows.filter(confirmed_at__isnull=True).count(),
        },
    )


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The month case by case as CSV, sent as it is read."""
    month = _month(request)
    rows = _of_month(request, month).select_related("submission").defer("submission__answers")
    lines = map(_line, rows.order_by("recorded_at", "id").iterator(chunk_size=500))
    return spreadsheet(_heads(), lines, name=f"subsidies-{month:%Y-%m}.csv")


@require_POST
def confirm(request: HttpRequest, number: str, subsidy: int) -> HttpResponse:
    """A clerk confirms what was paid for the case, or corrects it. Field: ``amount``."""
    found = Subsidy.objects.filter(pk=subsidy, submission=case_of(request, number)).first()
    if found is None:
        raise Http404

    @for_case
    def check(request: HttpRequest, submission: Submission) -> HttpResponse:
        form = AmountForm(request.POST)
        if not form.is_valid():
            problem = _("金额要在 0 到 100000 元之间，最多两位小数。")
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return case_page(request, submission, problem=problem, status=status)
        services.confirm_subsidy(
            found.pk, amount=form.cleaned_data["amount"], by=actor_of(request.user)
        )
        return done(request, submission, _("费用已核定。"))

    return check(request, number)


def _heads() -> tuple[str, ...]:
    return (
        *(_("办件编号"), _("日期"), _("种类"), _("内容")),
        *(_("付款方"), _("收款方"), _("金额（元）"), _("是否核定")),
    )


def _line(one: Subsidy) -> tuple[str, ...]:
    return (
        one.submission.number or "",
        timezone.localdate(one.recorded_at).isoformat(),
        str(SubsidyKind(one.kind).label),
        one.what,
        one.payer,
        one.payee,
        f"{one.amount:.2f}",
        _("是") if one.confirmed_at else _("否"),
    )


def _of_month(request: HttpRequest, month: date) -> QuerySet[Subsidy]:
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    zone = timezone.get_current_timezone()
    begin, end = (datetime.combine(day, time(), zone) for day in (month, after))
    return Subsidy.objects.filter(
        submission__hall=hall_of(request), recorded_at__gte=begin, recorded_at__lt=end
    )


def _month(request: HttpRequest) -> date:
    """The month asked for; this one when it is none."""
    this = timezone.localdate().replace(day=1)
    try:
        asked = datetime.strptime(request.GET.get("month", ""), "%Y-%m").date()  # noqa: DTZ007
    except ValueError:
        return this
    return asked if FIRST_YEAR <= asked.year <= this.year else this


def _months() -> list[date]:
    now = timezone.localdate()
    counted = [now.year * 12 + now.month - 1 - back for back in range(MONTHS)]
    return [date(month // 12, month % 12 + 1, 1) for month in counted]
