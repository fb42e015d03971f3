"""The plan of a case before acceptance: what each item needs, and what the clerk says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bundles.casework.models import PreCheck, PreCheckAnswer, Submission
from bundles.casework.selectors.pre_checks import standing
from bundles.casework.services import Leaving, falling
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, PlannedItem
from departments.models import Department

LONGEST: Final = 1000


class Word(TextChoices):
    """What becomes of one item at acceptance."""

    ACCEPT = "accept", gettext_lazy("受理")
    REFUSE = "refuse", gettext_lazy("不予受理")
    DROP = "drop", gettext_lazy("申请人不办了")


@dataclass(frozen=True, slots=True)
class Asked:
    """How far the department's quick look has come; ``late`` when its time is over."""

    label: str
    tone: str
    remark: str = ""
    due: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One row of the plan; ``word`` and the texts are what the clerk has said so far."""

    key: str
    name: str
    department: str
    by_commitment: bool
    promised: str
    due: datetime
    needs: tuple[str, ...]
    materials: tuple[str, ...]
    asked: Asked | None
    word: Word
    because: str
    foreign: bool
    competent: str


class ItemChoices:
    """What was posted about the items: ``item-E1``, ``because-E1``, ``foreign-E1``,
    ``competent-E1``. Whatever is not said is accepted.
    """

    def __init__(self, planned: Plan, data: Mapping[str, Any] | None = None) -> None:
        self.planned, self.data = planned, data or {}

    def word(self, key: str) -> Word:
        given = self.data.get(f"item-{key}", "")
        return Word(given) if given in Word.values else Word.ACCEPT

    def text(self, name: str, key: str) -> str:
        return str(self.data.get(f"{name}-{key}", "")).strip()[:LONGEST]

    def foreign(self, key: str) -> bool:
        return f"foreign-{key}" in self.data

    def left_out(self) -> dict[str, Leaving]:
        """The items not accepted or dropped, in the order of the plan."""
        return {key: self._leaving(key) for key in self._left()}

    def falling(self) -> tuple[str, ...]:
        """The items that go with those because they need them."""
        return falling(self.planned, self._left())

    def _left(self) -> list[str]:
        return [key for key in self.planned.item_keys if self.word(key) is not Word.ACCEPT]

    def _leaving(self, key: str) -> Leaving:
        if self.word(key) is Word.DROP:
            return Leaving(because=self.text("because", key), wished=True)
        foreign = self.foreign(key)
        return Leaving(
            because=self.text("because", key),
            competent=self.text("competent", key) if foreign else "",
            foreign=foreign,
        )


def item_lines(
    version: Version, expected: Plan, choices: ItemChoices, asked: Mapping[str, PreCheck]
) -> tuple[ItemLine, ...]:
    """``expected`` is the plan as it would run if the case were accepted now."""
    return tuple(_line(version, one, choices, asked.get(one.item.key)) for one in expected.items)


def pre_checks(submission: Submission, planned: Plan) -> dict[str, PreCheck]:
    """The last question about each planned item; costs no query where nobody asks."""
    if not any(one.item.pre_check for one in planned.items):
        return {}
    return standing(submission)


def competent_names(version: Version) -> list[str]:
    """The departments round about, to choose from; anything else may be typed."""
    around = Department.objects.filter(division__code__startswith=version.division.code[:4])
    return list(around.order_by("code").values_list("name", flat=True)[:200])


def _line(
    version: Version, one: PlannedItem, choices: ItemChoices, check: PreCheck | None
) -> ItemLine:
    key = one.item.key
    return ItemLine(
        key=key,
        name=str(one.item.name),
        department=str(one.item.department.name),
        by_commitment=one.by_commitment,
        promised=str(one.item.limits(by_commitment=one.by_commitment)[0]),
        due=one.promised.at,
        needs=tuple(str(version.item(other).name) for other in one.after),
        materials=tuple(
            str(version.material(material).name)
            for material in one.item.materials
            if any(m.material.key == material for m in choices.planned.asked)
        ),
        asked=_asked(check) if check else None,
        word=choices.word(key),
        because=choices.text("because", key),
        foreign=choices.foreign(key),
        competent=choices.text("competent", key),
    )


def _asked(check: PreCheck) -> Asked:
    match check.answer:
        case PreCheckAnswer.PASSED:
            return Asked(_("部门预审通过"), "success")
        case PreCheckAnswer.OBJECTED:
            return Asked(_("部门有异议"), "danger", remark=check.remark)
    late = check.due_at <= timezone.now()
    label = _("部门逾期未答复") if late else _("等部门预审")
    return Asked(label, "warning" if late else "info", due=check.due_at, late=late)
