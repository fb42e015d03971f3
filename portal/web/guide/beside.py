"""Two plans beside each other in figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bundles.catalogue.comparing import cost_of
from bundles.catalogue.plan import Plan
from portal.web.templatetags.portal_web import figure
from portal.web.views.front import number


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, as it is and as it would be."""

    what: str
    was: str
    now: str

    @property
    def differs(self) -> bool:
        return self.was != self.now

    @property
    def counts(self) -> bool:
        """Whether there is anything to tell of it at all."""
        return not self.now.startswith("0") or "." in self.now


def compared(before: Plan, after: Plan) -> list[Row]:
    """What people ask first, in this order."""
    pairs = zip(_figures(before), _figures(after), strict=True)
    return [Row(what, was, now) for (what, was), (_what, now) in pairs]


def _figures(plan: Plan) -> list[tuple[str, str]]:
    cost = cost_of(plan.fees)
    return [
        (_("事项"), str(len(plan.items))),
        (_("部门"), str(len(plan.departments))),
        (_("现在交的材料"), str(plan.after.materials)),
        (_("可以后补的材料"), str(plan.after.later)),
        (_("签承诺代替的材料"), str(plan.after.promised)),
        (_("我们去取的材料"), str(plan.after.fetched)),
        (_("填的项目"), str(plan.after.fields)),
        (_("工作日"), number(plan.after, "days")),
        (_("预计全部办好"), date_format(localtime(plan.promised.at), "DATETIME_FORMAT")),
        (_("您要付的钱"), _("%(amount)s 元") % {"amount": figure(cost.own)}),
        (_("别人替您付的钱"), _("%(amount)s 元") % {"amount": figure(cost.others)}),
    ]
