"""A plan as people read it: the items in order, the materials by what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bundles.catalogue.comparing import cost_of
from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import Text
from bundles.catalogue.plan import Plan, PlannedItem, PlannedMaterial
from bundles.catalogue.scenario import Names
from departments.limits import Limit


@dataclass(frozen=True, slots=True)
class Step:
    """An item with the names of what it waits for, and of what it uses if it is there by then;
    ``promised`` and ``legal`` are the limits of the way it is decided here.
    """

    planned: PlannedItem
    after: tuple[Text, ...]
    uses: tuple[Text, ...]

    @property
    def promised(self) -> Limit:
        return self.planned.item.limits(by_commitment=self.planned.by_commitment)[0]

    @property
    def legal(self) -> Limit:
        return self.planned.item.limits(by_commitment=self.planned.by_commitment)[1]


@dataclass(frozen=True, slots=True)
class Papers:
    """The materials of a plan, told apart."""

    now: tuple[PlannedMaterial, ...]
    later: tuple[PlannedMaterial, ...]
    fetched: tuple[PlannedMaterial, ...]
    promised: tuple[PlannedMaterial, ...]
    spared: tuple[PlannedMaterial, ...]


def steps(plan: Plan, scenario: Names) -> tuple[Step, ...]:
    """``scenario`` are the answers as conditions read them."""
    names = {one.item.key: one.item.name for one in plan.items}
    return tuple(
        Step(
            one,
            tuple(names[key] for key in one.after),
            tuple(
                names[need.item]
                for need in one.item.needs
                if need.soft and need.item in names and holds(need.when, scenario)
            ),
        )
        for one in plan.items
    )


def apart(plan: Plan) -> list[PlannedItem]:
    """What is handed over by itself, after all the others."""
    late = [one for one in plan.items if not one.item.holds_issuance]
    return [one for one in late if one.promised.at > plan.promised.at]


def papers(materials: Iterable[PlannedMaterial]) -> Papers:
    by_stand: dict[str, list[PlannedMaterial]] = {}
    for one in materials:
        by_stand.setdefault(one.stand, []).append(one)
    return Papers(**{stand: tuple(by_stand.get(stand, ())) for stand in Papers.__slots__})


def has_letter(plan: Plan) -> bool:
    """Whether promises are signed: one letter, whatever their number."""
    return plan.after.materials > len(plan.asked) + bool(plan.fields)


def read(plan: Plan, scenario: Names) -> dict[str, Any]:
    """What the list of one scenario shows."""
    return {
        "plan": plan,
        "letter": has_letter(plan),
        "steps": steps(plan, scenario),
        "papers": papers(plan.materials),
        "cost": cost_of(plan.fees),
        "apart": apart(plan),
    }
