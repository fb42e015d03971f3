"""The materials of one scenario: which are asked for, which are not, and why, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import BundleMaterial, Item, Text, Version
from bundles.catalogue.scenario import Names
from departments.calendar import Calendar, DueDay


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a material is asked for (``needed_by``), or the rule that spares it."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class PlannedMaterial:
    """``needed_by`` holds the items that will see it, those of its duplicates included.

    ``later_by`` is the last day for what may follow after acceptance.
    """

    material: BundleMaterial
    asked: bool
    needed_by: tuple[str, ...]
    reasons: tuple[Reason, ...]
    later_by: DueDay | None = None


def plan_materials(
    version: Version, items: Sequence[Item], names: Names, *, on: date, calendar: Calendar
) -> tuple[PlannedMaterial, ...]:
    """Every row of the before-merge list that concerns a planned item, with its reasons."""
    rows = [row for row in applicable(version, names) if _concerns(row, items)]
    return tuple(_planned(version, row, rows, items, on=on, calendar=calendar) for row in rows)


def applicable(version: Version, names: Names) -> list[BundleMaterial]:
    return [material for material in version.materials if holds(material.when, names)]


def is_asked(material: BundleMaterial, on: date) -> bool:
    """Whether it is handed in at all on that day."""
    rule = material.rule
    if rule.since is not None:
        return on < rule.since
    return rule.kind in ("keep", "may_follow")


def _planned(
    version: Version,
    material: BundleMaterial,
    rows: Sequence[BundleMaterial],
    items: Sequence[Item],
    *,
    on: date,
    calendar: Calendar,
) -> PlannedMaterial:
    asked = is_asked(material, on)
    wanting = {material.key} | {row.key for row in rows if row.rule.of == material.key}
    needing = [
        item for item in items if any(row.key in wanting and item.key in row.items for row in rows)
    ]
    reasons = [] if material.rule.kind == "keep" else [_rule(version, material, asked=asked)]
    if asked:
        reasons = [*(_need(item) for item in needing), *reasons]
    within = material.rule.within
    return PlannedMaterial(
        material=material,
        asked=asked,
        needed_by=tuple(item.key for item in needing),
        reasons=tuple(reasons),
        later_by=calendar.add(on, within) if within is not None else None,
    )


def _need(item: Item) -> Reason:
    zh = f"{item.department.name.zh}办理“{item.name.zh}”需要。"
    en = f"{item.department.name.en} needs it for “{item.name.en}”."
    return Reason("needed_by", Text(zh=zh, en=en))


def _rule(version: Version, material: BundleMaterial, *, asked: bool) -> Reason:
    zh, en = _words(version, material, asked=asked)
    return Reason(material.rule.kind, Text(zh=zh, en=en))


def _words(version: Version, material: BundleMaterial, *, asked: bool) -> tuple[str, str]:
    rule = material.rule
    match rule.kind:
        case "merged_form":
            return (
                "已并入一张表单，不用另外填写。",
                "Part of the one form; no separate form to fill in.",
            )
        case "duplicate_of":
            name = version.material(rule.of or "").name
            return f"与“{name.zh}”相同，只交一次。", f"Same as “{name.en}”: handed in once."
        case "produced_by":
            name = version.item(rule.by or "").name
            return (
                f"由本次办理的“{name.zh}”产生，部门之间直接共享，不用提交。",
                f"Comes out of “{name.en}” in this case and is passed on; nothing to hand in.",
            )
        case "shared" if rule.source is not None:
            return (
                f"通过{rule.source.zh}共享获取，不用提交。",
                f"Fetched from {rule.source.en}; nothing to hand in.",
            )
        case "commitment" if rule.promise is not None:
            return (
                f"以书面承诺代替：{rule.promise.zh}",
                f"A signed promise takes its place: {rule.promise.en}",
            )
        case "inspection":
            return "现场查看，不用提交。", "Looked at on the spot; nothing to hand in."
        case "may_follow" if rule.within is not None:
            return (
                f"可以先受理，受理后{rule.within.zh}内补交。",
                f"May follow within {rule.within.en} of acceptance.",
            )
        case "abolished" if asked:
            return f"{rule.since}起不再需要。", f"No longer needed from {rule.since}."
        case "abolished":
            return f"自{rule.since}起已取消。", f"Abolished on {rule.since}."
    raise AssertionError(rule.kind)


def _concerns(material: BundleMaterial, items: Sequence[Item]) -> bool:
    return any(item.key in material.items for item in items)
