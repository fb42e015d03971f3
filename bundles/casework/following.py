"""What follows after acceptance, in the words that are ticked: pure, from a plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bundles.catalogue.definition import Text, Version
from bundles.catalogue.materials import PlannedMaterial
from bundles.catalogue.plan import Plan

PREFIX = "later:"


@dataclass(frozen=True, slots=True)
class Following:
    """One material that is not handed in now. ``key`` is what gets ticked: ``later:M13``.

    ``by_item`` is the item of the case whose result takes its place; ``until`` the last day if the
    case were accepted on the day of the plan.
    """

    material: str
    title: Text
    text: Text
    items: tuple[str, ...]
    by_item: str
    until: date

    @property
    def key(self) -> str:
        return PREFIX + self.material


def following(version: Version, planned: Plan, present: Collection[str]) -> tuple[Following, ...]:
    """What of the plan may follow and is not among the keys ``present``, in its order."""
    return tuple(
        _following(version, one)
        for one in planned.materials
        if one.stand == "later" and one.material.key not in present and one.later_by is not None
    )


def _following(version: Version, one: PlannedMaterial) -> Following:
    assert one.later_by is not None
    assert one.rule.within is not None
    name, within, until = one.material.name, one.rule.within, one.later_by.date
    by_item = one.rule.by or ""
    text = Text(
        zh=f"我承诺在受理后{within.zh}内补交“{name.zh}”（今天受理的，最迟{until.year}年{until.month}月{until.day}日）。"
        "逾期没有补交的，部门可以要求补正或者责令补交。",
        en=f"I promise to hand in “{name.en}” within {within.en} of acceptance (if accepted today, "
        f"by {until:%d %B %Y}). If I do not, the department may ask for it or order it.",
    )
    if by_item:
        item = version.item(by_item).name
        text = Text(
            zh=f"本次办理的“{item.zh}”办好后自动补齐，不用再交。{text.zh}",
            en=f"Comes by itself once “{item.en}” of this case is done. {text.en}",
        )
    title = Text(zh=f"以后补交：{name.zh}", en=f"To follow: {name.en}")
    return Following(one.material.key, title, text, one.needed_by, by_item, until)
