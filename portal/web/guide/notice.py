"""The one-time notice as PDF: the list of the guide, to take along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.catalogue.comparing import cost_of
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, PlannedMaterial
from bundles.papers.exceptions import UnprintableText
from bundles.papers.one_time_notice import (
    ItemLine,
    MaterialLine,
    OneTimeNotice,
    Place,
    notice_pdf,
)
from bundles.papers.wording import day
from departments.models import Hall
from portal.web import errors
from portal.web.guide.pages import lines
from portal.web.guide.reading import Step, apart, has_letter, papers, steps
from portal.web.guide.walk import Walk, walk
from portal.web.opening import office
from portal.web.pace import too_fast
from portal.web.templatetags.planning import why
from portal.web.templatetags.portal_web import figure
from portal.web.views.front import number

CHINESE = "zh-hans"
PER_MINUTE = 60
"""A whole office may stand behind one address; printing costs more than a page."""
LONGEST_LINK = 1500
"""Of a QR code on paper; what is longer than 2 953 bytes fits into none at all."""


@require_safe
@errors.in_words
def notice(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """With a question open, that question first. Prints the same bytes again on the same day."""
    here = walk(request, division, code)
    if here.waiting is not None or here.told.wrong:
        return redirect(here.url())
    if too_fast(request, "one-time-notice", per_minute=PER_MINUTE):
        return errors.refusal_page(request, 429, _("打印得太频繁了。请过一分钟再试。"))
    halls = Hall.objects.filter(division_id=division).order_by("code")
    try:
        printed = notice_pdf(composed(here, halls))
    except UnprintableText:  # a hall with a rare character in its name or address
        told = _("清单里有的字打印不出来。请看网页上的清单，或者到窗口咨询。")
        return errors.refusal_page(request, 409, told)
    answer = HttpResponse(printed, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{code}-{division}.pdf"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def composed(here: Walk, halls: Iterable[Hall]) -> OneTimeNotice:
    """Everything in words, in Chinese, whatever language the reader's screen speaks."""
    with translation.override(CHINESE):
        plan, version = here.plan, here.version
        told = papers(plan.materials)
        return OneTimeNotice(
            bundle=str(version.name),
            division=str(version.division.name),
            version=version.number or 0,
            dated=plan.on,
            link=_link(here),
            answers=tuple((str(one.label), one.value) for one in lines(here)),
            summary=_summary(plan),
            asked=(
                *_form(version),
                *(_line(version, one, str(one.material.help or "")) for one in told.now),
                *_letter(plan),
            ),
            later=tuple(_line(version, one, _until(one, plan.on)) for one in told.later),
            instead=(
                *(_line(version, one, "我们去取") for one in told.fetched),
                *(_promise(version, one) for one in told.promised),
            ),
            spared=_counted(_line(version, one, "") for one in told.spared),
            items=tuple(_item(step, plan.on) for step in steps(plan, here.names)),
            costs=_costs(plan),
            basis=_basis(plan),
            places=tuple(_place(hall) for hall in halls),
            spared_count=len(told.spared),
            provisional=any(one.promised.provisional for one in plan.items),
        )


def _link(here: Walk) -> str:
    """The same list; the bundle's page when so much is answered that no camera reads it."""
    link = f"{settings.SITE_URL}{here.url('guide-list')}"
    return link if len(link) <= LONGEST_LINK else f"{settings.SITE_URL}{here.bundle_url()}"


def _summary(plan: Plan) -> tuple[tuple[str, str, str], ...]:
    before, after = plan.before, plan.after
    done = _short(timezone.localtime(plan.promised.at).date(), plan.on)
    return (
        ("事项", f"{len(plan.items)} 个", f"{len(plan.departments)} 个部门"),
        ("现在交的材料", f"{after.materials} 份", f"从前 {before.materials} 份"),
        ("填写", f"{after.fields} 项", f"从前 {before.fields} 项"),
        ("办理", f"{number(after, 'days')} 个工作日", f"从前 {number(before, 'days')} 个工作日"),
        ("今天交，一起领取" if apart(plan) else "今天交，办好在", done, _own(plan)),
    )


def _own(plan: Plan) -> str:
    own = cost_of(plan.fees).own
    return f"您付 {figure(own)} 元" if own else "您不用付钱"


def _form(version: Version) -> tuple[MaterialLine, ...]:
    minutes = version.filling_minutes
    how = "网上或窗口填写" if minutes is None else f"网上或窗口填写，大约 {minutes} 分钟"
    why = f"{how}；各部门的申请表都并在里面。"
    return (MaterialLine("一张表单", "", why),)


def _letter(plan: Plan) -> tuple[MaterialLine, ...]:
    if not has_letter(plan):
        return ()
    return (MaterialLine("一份承诺书", "", "代替下面写明的证明材料；每一项承诺单独勾选、签名。"),)


def _line(version: Version, one: PlannedMaterial, how: str) -> MaterialLine:
    name = str(one.material.name)
    reasons = "".join(why(one, version))
    return MaterialLine(name, how, reasons.removeprefix(f"无需提交{name}："))


def _promise(version: Version, one: PlannedMaterial) -> MaterialLine:
    """What is promised, in the words of the promise."""
    if one.rule.promise is None:
        return _line(version, one, "签承诺代替")
    return MaterialLine(str(one.material.name), "签承诺代替", f"承诺：{one.rule.promise}")


def _counted(lines: Iterable[MaterialLine]) -> tuple[MaterialLine, ...]:
    """The same paper that several departments asked for is one line."""
    times = Counter(lines)
    return tuple(
        replace(one, name=f"{one.name}（{count} 份）") if count > 1 else one
        for one, count in times.items()
    )


def _until(one: PlannedMaterial, on: date) -> str:
    return f"最晚 {_short(one.later_by.date, on)}" if one.later_by else ""


def _short(at: date, on: date) -> str:
    """Without the year where it is this one."""
    return f"{at.month}月{at.day}日" if at.year == on.year else day(at)


def _item(step: Step, on: date) -> ItemLine:
    one = step.planned
    promised = timezone.localtime(one.promised.at)
    return ItemLine(
        name=str(one.item.name),
        department=str(one.item.department.name),
        after=f"要等{'、'.join(map(str, step.after))}" if step.after else "",
        promised=f"{_short(promised.date(), on)} {promised:%H:%M}",
        legal=_short(timezone.localtime(one.legal.at).date(), on),
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
    """A line per item: each law once, with its articles."""
    told = []
    for one in plan.items:
        laws: dict[str, list[str]] = {}
        for basis in one.item.basis:
            laws.setdefault(str(basis.law), []).append(str(basis.article))
        if laws:
            named = "、".join(law + "、".join(articles) for law, articles in laws.items())
            told.append(f"{one.item.name}：{named}")
    return tuple(told)


def _place(hall: Hall) -> Place:
    spans = office(hall).opening.hours
    hours = "、".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in spans)
    return Place(hall.name, hall.address, hall.phone, f"工作日 {hours}")
