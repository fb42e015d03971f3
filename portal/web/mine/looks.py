"""Who looked behind the mask at a person's data, and who has been given their cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bundles.casework.models import RegisterCall, Submission, WorkItem
from bundles.catalogue.definition import Text
from bundles.catalogue.versions import version
from departments.models import Department
from portal.accounts.models import DisclosureEntry, User

WHAT = {
    "answers": gettext_lazy("表单里没有遮盖的内容"),
    "profile": gettext_lazy("姓名、证件号码和手机号码"),
    "id_number": gettext_lazy("完整的证件号码"),
    "phone": gettext_lazy("完整的手机号码"),
}

MOST_CALLS: Final = 200


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: str
    what: str
    reason: str
    case: Submission | None


@dataclass(frozen=True, slots=True)
class Given:
    """A department that was given the part of a case that its item needs."""

    department: Department
    case: Submission
    since: datetime


def looks_at(user: User, cases: Iterable[Submission]) -> list[Look]:
    """Every look of somebody else, newest first."""
    by_number = {one.number: one for one in cases if one.number}
    entries = _entries(user, list(by_number))
    departments = Department.objects.in_bulk(
        {one.actor.get("department", "") for one in entries}, field_name="code"
    )
    return [
        Look(
            at=one.at,
            who=_who(one, departments),
            what=str(WHAT.get(one.what, _("没有遮盖的个人信息"))),
            reason=one.reason,
            case=by_number.get(one.subject_id) if one.subject_kind == "submission" else None,
        )
        for one in entries
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of a register for one of these parties: what for, and what it said."""

    call: RegisterCall
    material: Text
    source: Text
    items: tuple[Text, ...]

    def as_json(self) -> dict[str, Any]:
        """As the archive that a person takes away holds it."""
        return {
            "at": self.call.asked_at,
            "register": self.call.register,
            "material": self.material.zh,
            "items": [item.zh for item in self.items],
            "outcome": self.call.outcome,
            "case": str(self.call.case),
        }


def asked_for(parties: Iterable[int]) -> list[Asked]:
    """Every call of a register about these applicants' forms, newest first: drafts' included."""
    calls = RegisterCall.objects.filter(applicant__in=list(parties)).order_by("-id")[:MOST_CALLS]
    return [_asked(call) for call in calls]


def _asked(call: RegisterCall) -> Asked:
    frozen = version(call.version_id)
    material = frozen.material(call.material_key)
    sources = [rule.source for rule in material.rules if rule.registry == call.register]
    return Asked(
        call=call,
        material=material.name,
        source=next((one for one in sources if one), material.name),
        items=tuple(frozen.item(key).name for key in call.items),
    )


def given_to(cases: QuerySet[Submission]) -> list[Given]:
    """Which departments hold a part of these cases, the newest first."""
    items = WorkItem.objects.filter(submission__in=cases).select_related("department", "submission")
    found: dict[tuple[int, int], Given] = {}
    for item in items.defer("submission__answers", "submission__refusal").order_by("queued_at"):
        if item.queued_at is not None:  # what still waits for another item is nobody's yet
            key = (item.submission_id, item.department_id)
            found.setdefault(key, Given(item.department, item.submission, item.queued_at))
    return sorted(found.values(), key=lambda one: one.since, reverse=True)


def _entries(user: User, numbers: list[str]) -> list[DisclosureEntry]:
    mine = Q(subject_kind="submission", subject_id__in=numbers)
    if user.applicant_id is not None:
        mine |= Q(subject_kind="applicant", subject_id=str(user.applicant_id))
    return list(DisclosureEntry.objects.filter(mine).exclude(user=user).order_by("-at", "-pk"))


def _who(entry: DisclosureEntry, departments: dict[str, Department]) -> str:
    """``乌拉盖管理区政务服务中心 · 王敏（综合窗口）``."""
    actor = entry.actor
    person = str(actor.get("name") or _("工作人员"))
    if title := actor.get("title"):
        person = _("%(name)s（%(title)s）") % {"name": person, "title": title}
    department = departments.get(actor.get("department", ""))
    return f"{department.name} · {person}" if department else person
