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
    that go the ordinary way though the answers speak of a commitment, because the promise was taken
    back: whatever concerns them is read with ``barred`` true. What stood in the promise's place may
    follow no more, since nobody promised a day for it.
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


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a row must know of the others, gathered once for all of them."""

    needs: Mapping[str, Reason]
    """Of each planned item, in their order."""

    duplicates: Mapping[str, frozenset[str]]
    """The items of a row's duplicates, by the key of the row."""

    handed_in: frozenset[str]


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
    beside = _beside(rows, items)
    return tuple(_planned(version, row, beside, given) for row in rows)


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
    nothing_promised = stand == "promised" and _taken_back(material, given)
    no_day_promised = rule.kind == "may_follow" and _taken_back(material, given)
    asked = nothing_fetched or nothing_promised or no_day_promised
    return _Row(material, rule, "now" if asked else stand)


def _taken_back(material: BundleMaterial, given: Circumstances) -> bool:
    """Whether a promise took its place by the answers, and was withdrawn."""
    ordinary = not given.ordinary.isdisjoint(material.items)
    return ordinary and rule_of(material, given.names).kind == "commitment"


def _beside(rows: Sequence[_Row], items: Sequence[Item]) -> _Beside:
    duplicates: dict[str, frozenset[str]] = {}
    for one in rows:
        if one.rule.of is not None:
            known = duplicates.get(one.rule.of, frozenset())
            duplicates[one.rule.of] = known.union(one.material.items)
    return _Beside(
        needs={item.key: reasons.needed_by(item) for item in items},
        duplicates=duplicates,
        handed_in=frozenset(one.material.key for one in rows if one.stand in ("now", "later")),
    )


def _planned(version: Version, row: _Row, beside: _Beside, given: Circumstances) -> PlannedMaterial:
    material, rule = row.material, row.rule
    wanting = beside.duplicates.get(material.key, frozenset()).union(material.items)
    needed_by = tuple(key for key in beside.needs if key in wanting)
    within = rule.within if row.stand == "later" else None
    return PlannedMaterial(
        material=material,
        rule=rule,
        stand=row.stand,
        needed_by=needed_by,
        reasons=_reasons(version, row, needed_by, beside, given),
        later_by=given.calendar.add(given.on, within) if within is not None else None,
    )


def _reasons(
    version: Version,
    row: _Row,
    needed_by: Sequence[str],
    beside: _Beside,
    given: Circumstances,
) -> tuple[Reason, ...]:
    """Who needs what is handed in, and what its rule does with it."""
    material, rule = row.material, row.rule
    needs = [beside.needs[key] for key in needed_by]
    if row.stand in ("fetched", "promised", "spared"):
        handed_in = rule.of in beside.handed_in
        return (reasons.spared(version, material, rule, handed_in=handed_in),)
    if row.stand == "later":
        return (*needs, reasons.follows(version, material, rule))
    if rule.kind == "shared":
        return (reasons.missing(version, material, rule, given.missing[material.key]), *needs)
    if rule.since is not None:
        return (*needs, reasons.until(rule.since))
    return tuple(needs)
