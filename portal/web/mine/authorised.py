"""An authorisation in words, and the cases it covers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.models import Agent, AgentScope, Invitation
from bundles.casework.models import Submission
from bundles.catalogue import versions

MAY = {
    AgentScope.EVERYTHING: gettext_lazy("填报、提交、补正、撤回，看进度，领取结果"),
    AgentScope.APPLY: gettext_lazy("填报、提交、补正，看进度"),
    AgentScope.COLLECT: gettext_lazy("看进度，领取结果"),
}


@dataclass(frozen=True, slots=True)
class Authorised:
    """One authorisation, or one that is offered."""

    row: Agent | Invitation
    may: str
    within: str

    @property
    def to_begin(self) -> str:
        """Whether new cases can be begun under it, and of which bundle."""
        return "" if self.row.scope == AgentScope.COLLECT or self.row.only_case else "yes"


def authorised(row: Agent | Invitation) -> Authorised:
    return Authorised(row, str(MAY[AgentScope(row.scope)]), _within(row))


def cases_within(one: Agent) -> QuerySet[Submission]:
    """The principal's cases that the agent may open; a draft is no business of who collects."""
    found = Submission.objects.filter(applicant=one.principal_id).defer("answers", "refusal")
    if one.only_case is not None:
        found = found.filter(token=one.only_case)
    if one.only_bundle:
        found = found.filter(version__bundle__code=one.only_bundle)
    if one.scope == AgentScope.COLLECT:
        found = found.exclude(Q(status="draft"))
    return found.order_by("-id")


def _within(row: Agent | Invitation) -> str:
    if row.only_case is not None:
        case = Submission.objects.filter(token=row.only_case).defer("answers").first()
        if case is None:
            return _("一个已删除的草稿")
        name = versions.version(case.version_id).name
        return _("只办这一件：%(name)s %(number)s") % {"name": name, "number": case.number or ""}
    if row.only_bundle:
        names = {versions.version(one.pk).code: one.pk for one in versions.offered()}
        found = names.get(row.only_bundle)
        told = str(versions.version(found).name) if found else row.only_bundle
        return _("只办：%(name)s") % {"name": told}
    return _("所有办件")
