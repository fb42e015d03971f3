"""The one-time notice as PDF: the list of the guide, to take along."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, PlannedMaterial
from bundles.papers.one_time_notice import (
    ItemLine,
    MaterialLine,
    OneTimeNotice,
    Place,
    notice_pdf,
)
from bundles.papers.wording import day, moment
from departments.models import Hall
from portal.web import errors
from portal.web.guide.pages import lines
from portal.web.guide.reading import Step, has_letter, papers, steps
from portal.web.guide.walk import Walk, walk
from portal.web.opening import office
from portal.web.pace import too_fast
from portal.web.templatetags.portal_web import figure
from portal.web.views.front import number

CHINESE = "zh-hans"
PER_MINUTE = 60
"""A whole office may stand behind one address; printing costs more than a page."""


@require_safe
@errors.in_words
def notice(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """With a question open, that question first. Prints the same bytes again on the same day."""
    here = walk(request, division, code)
    if here.waiting is not None or here.told.wrong:
        return redirect(here.url())
    if too_fast(request, "one-time-notice", per_minute=PER_MINUTE):
        return redirect(here.url("guide-list"))
    halls = Hall.objects.filter(division_id=division).order_by("code")
    answer = HttpResponse(notice_pdf(composed(here, halls)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{code}-{division}.pdf"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def composed(here: Walk, halls: Iterable[Hall]) -> OneTimeNotice:
    """Everything in words, in Chinese, whatever language the reader's screen speaks."""
    with translation.override(CHINESE):
        plan = here.plan
        told = papers(plan.materials)
        return OneTimeNotice(
            bundle=str(here.version.name),
            division=str(here.version.division.name),
            version=here.version.number or 0,
            dated=plan.on,
            link=f"{settings.SITE_URL}{here.url('guide-list')}",
            answers=tuple((str(one.label), one.value) for one in lines(here)),
            summary=_summary(plan),
            asked=(*_form(here.version), *map(_asked, told.now), *_letter(plan)),
            later=tuple(_later(one) for one in told.later),
            instead=(
                *(_line(one, "我们去取") for one in told.fetched),
                *(_line(one, "签承诺代替") for one in told.promised),
            ),
            spared=tuple(_line(one, "") for one in told.spared),
            items=tuple(_item(step) for step in steps(plan, here.names)),
            costs=_costs(plan),
            basis=_basis(plan),
            places=tuple(_place(hall) for hall in halls),
            provisional=any(one.promised.provisional for one in plan.items),
        )


def _summary(plan: Plan) -> tuple[tuple[str, str], ...]:
    after = plan.after
    return (
        ("事项", f"{len(plan.items)} 个"),
        ("要交的材料", f"{after.materials} 份（从前 {plan.before.materials}）"),
        ("填写", f"{after.fields} 项（从前 {plan.before.fields}）"),
        ("承诺时限", f"{number(after, 'days')} 个工作日（从前 {number(plan.before, 'days')}）"),
        ("预计全部办好", day(plan.promised.at)),
    )


def _form(version: Version) -> tuple[MaterialLine, ...]:
    why = f"网上或窗口填写，大约 {version.gather_minutes} 分钟；各部门的申请表都并在里面。"
    return (MaterialLine("一张表单", "", why),)


def _letter(plan: Plan) -> tuple[MaterialLine, ...]:
    if not has_letter(plan):
        return ()
    return (MaterialLine("一份承诺书", "", "代替下面写明的证明材料；每一项承诺单独勾选、签名。"),)


def _asked(one: PlannedMaterial) -> MaterialLine:
    return MaterialLine(str(one.material.name), str(one.material.help or ""), _why(one))


def _later(one: PlannedMaterial) -> MaterialLine:
    until = f"最晚 {day(one.later_by.date)}" if one.later_by else ""
    return MaterialLine(str(one.material.name), until, _why(one))


def _line(one: PlannedMaterial, how: str) -> MaterialLine:
    return MaterialLine(str(one.material.name), how, _why(one))


def _why(one: PlannedMaterial) -> str:
    return "".join(str(reason.text) for reason in one.reasons)


def _item(step: Step) -> ItemLine:
    one = step.planned
    return ItemLine(
        name=str(one.item.name),
        department=str(one.item.department.name),
        after=f"要等{'、'.join(map(str, step.after))}" if step.after else "",
        promised=moment(one.promised.at),
        legal=day(one.legal.at),
        result=str(one.item.result.name),
        by_commitment=one.by_commitment,
    )


def _costs(plan: Plan) -> tuple[tuple[str, str], ...]:
    told = tuple(
        (
            f"{fee.payment.what} {figure_of(fee.payment.amount)} 元",
            f"{fee.payment.payer}付" + ("，您不付" if fee.payment.free else ""),
        )
        for fee in plan.fees
    )
    return told or (("不收费。", ""),)


def figure_of(amount: str) -> str:
    """``650.00`` as 650: cents only where there are any."""
    return figure(Decimal(amount))


def _basis(plan: Plan) -> tuple[str, ...]:
    named = (
        f"{one.item.name}：{basis.law}{basis.article}"
        for one in plan.items
        for basis in one.item.basis
    )
    return tuple(dict.fromkeys(named))


def _place(hall: Hall) -> Place:
    spans = office(hall).opening.hours
    hours = "、".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in spans)
    return Place(hall.name, hall.address, hall.phone, f"工作日 {hours}")
