"""The materials of one scenario: which are asked for, which are not, and why, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bundles.catalogue import reasons
from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import BundleMaterial, Item, Rule, Version
from bundles.catalogue.reasons import Missing, Reason
from bundles.catalogue.scenario import Names
from departments.calendar import Calendar, DueDay

Stand = Literal["now", "later", "fetched", "promised", "spared"]
"""What the applicant has to do about a material: hand it in now, or later; nothing, because it is
fetched from a register; sign a promise; nothing at all.
"""

STANDS: Mapping[str, Stand] = {
    "keep": "now",
    "may_follow": "later",
    "shared": "fetched",
    "commitment": "promised",
}


@dataclass(frozen=True, slots=True)
class PlannedMaterial:
    """``rule`` is the one of its rules that holds here. ``needed_by`` holds the items that will see
    it, those of its duplicates included. ``later_by`` is the last day for what may follow.
    """

    material: BundleMaterial
    rule: Rule
    stand: Stand
    needed_by: tuple[str, ...]
    reasons: tuple[Reason, ...]
    later_by: DueDay | None = None

    @property
    def asked(self) -> bool:
        """Whether the case cannot be filed without it."""
        return self.stand == "now"

    @property
    def takes_files(self) -> bool:
        return self.stand in ("now", "later")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else a plan of materials hangs on, beside the answers.

    ``missing`` says of which materials a register gave nothing, and why; ``ordinary`` are the items
    that go the ordinary way though the answers speak of a commitment: whatever concerns them is
    read with ``barred`` true.
    """

    on: date
    calendar: Calendar
    names: Names
    ordinary_names: Names
    ordinary: frozenset[str]
    missing: Mapping[str, Missing]


@dataclass(frozen=True, slots=True)
class _Row:
    material: BundleMaterial
    rule: Rule
    stand: Stand


def plan_materials(
    version: Version, items: Sequence[Item], given: Circumstances
) -> tuple[PlannedMaterial, ...]:
    """Every row of the before-merge list that concerns a planned item, with its reasons; and what
    only items that no longer exist used to ask for.
    """
    keys = {item.key for item in items}
    rows = [
        _row(material, given)
        for material in version.materials
        if (not keys.isdisjoint(material.items) or _of_the_past(version, material, given.on))
        and holds(material.when, _names(material, given))
    ]
    return tuple(_planned(version, row, rows, items, given) for row in rows)


def _of_the_past(version: Version, material: BundleMaterial, on: date) -> bool:
    since = material.rule.since
    gone = version.items_by_key.keys().isdisjoint(material.items)
    return gone and since is not None and since <= on


def applicable(version: Version, names: Names) -> list[BundleMaterial]:
    return [material for material in version.materials if holds(material.when, names)]


def rule_of(material: BundleMaterial, names: Names) -> Rule:
    """The first of its rules that holds; the last holds always."""
    return next(rule for rule in material.rules if holds(rule.when, names))


def stand_of(rule: Rule, on: date) -> Stand:
    """Where the rule alone puts a material on that day."""
    if rule.since is not None:
        return "now" if on < rule.since else "spared"
    if rule.kind == "produced_by" and rule.within is not None:
        return "later"
    return STANDS.get(rule.kind, "spared")


def _names(material: BundleMaterial, given: Circumstances) -> Names:
    return given.names if given.ordinary.isdisjoint(material.items) else given.ordinary_names


def _row(material: BundleMaterial, given: Circumstances) -> _Row:
    rule = rule_of(material, _names(material, given))
    stand = stand_of(rule, given.on)
    nothing_fetched = stand == "fetched" and material.key in given.missing
    nothing_promised = stand == "promised" and not given.ordinary.isdisjoint(material.items)
    return _Row(material, rule, "now" if nothing_fetched or nothing_promised else stand)


def _planned(
    version: Version,
    row: _Row,
    rows: Sequence[_Row],
    items: Sequence[Item],
    given: Circumstances,
) -> PlannedMaterial:
    material, rule = row.material, row.rule
    wanting = set(material.items).union(
        *(one.material.items for one in rows if one.rule.of == material.key)
    )
    needing = [item for item in items if item.key in wanting]
    within = rule.within if row.stand == "later" else None
    return PlannedMaterial(
        material=material,
        rule=rule,
        stand=row.stand,
        needed_by=tuple(item.key for item in needing),
        reasons=_reasons(version, row, rows, needing, given),
        later_by=given.calendar.add(given.on, within) if within is not None else None,
    )


def _reasons(
    version: Version,
    row: _Row,
    rows: Sequence[_Row],
    needing: Sequence[Item],
    given: Circumstances,
) -> tuple[Reason, ...]:
    """Who needs what is handed in, and what its rule does with it."""
    material, rule = row.material, row.rule
    needs = [reasons.needed_by(item) for item in needing]
    if row.stand in ("fetched", "promised", "spared"):
        handed_in = rule.of is not None and any(
            one.material.key == rule.of and one.stand in ("now", "later") for one in rows
        )
        return (reasons.spared(version, material, rule, handed_in=handed_in),)
    if row.stand == "later":
        return (*needs, reasons.follows(version, material, rule))
    if rule.kind == "shared":
        return (reasons.missing(version, material, rule, given.missing[material.key]), *needs)
    if rule.since is not None:
        return (*needs, reasons.until(rule.since))
    return tuple(needs)
