"""What one scenario comes to: items with dates, the form, materials with reasons, the relief.

Pure: no database, no clock. Nothing here decides whether the answers are good; a plan can be drawn
for a half-filled draft, where unanswered questions stand at their defaults.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bundles.catalogue.answers import visible
from bundles.catalogue.conditions import holds, members
from bundles.catalogue.definition import (
    Block,
    DepartmentRef,
    Item,
    Payment,
    Question,
    Version,
)
from bundles.catalogue.figures import Figures, figures_after, figures_before
from bundles.catalogue.materials import PlannedMaterial, Reason, plan_materials
from bundles.catalogue.scenario import Names, asked, scenario
from departments.calendar import SHANGHAI, Calendar, Due
from departments.limits import Limit

__all__ = [
    "Figures",
    "Plan",
    "PlannedItem",
    "PlannedMaterial",
    "PlannedPayment",
    "Reason",
    "plan",
]


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item of this scenario; ``after`` names the planned items it waits for.

    ``promised`` counts from the promised dates of those, ``legal`` from their legal ones: the
    expected day, and the day the law allows at the very latest.
    """

    item: Item
    after: tuple[str, ...]
    stage: int
    promised: Due
    legal: Due


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    item: Item
    payment: Payment


@dataclass(frozen=True, slots=True)
class Plan:
    """``fields`` are paths ``block.field`` of all fields that can be shown in this scenario."""

    on: date
    questions: tuple[Question, ...]
    items: tuple[PlannedItem, ...]
    blocks: tuple[Block, ...]
    fields: tuple[str, ...]
    materials: tuple[PlannedMaterial, ...]
    departments: tuple[DepartmentRef, ...]
    fees: tuple[PlannedPayment, ...]
    promised: Due
    legal: Due
    before: Figures
    after: Figures

    @property
    def asked(self) -> tuple[PlannedMaterial, ...]:
        """The materials the applicant hands in."""
        return tuple(planned for planned in self.materials if planned.asked)

    @property
    def promises(self) -> tuple[PlannedMaterial, ...]:
        """The commitments the applicant signs in place of evidence."""
        return tuple(one for one in self.materials if one.material.rule.kind == "commitment")

    @property
    def item_keys(self) -> tuple[str, ...]:
        return tuple(planned.item.key for planned in self.items)

    def item(self, key: str) -> PlannedItem:
        return next(planned for planned in self.items if planned.item.key == key)


def plan(
    version: Version,
    answers: Mapping[str, Any],
    *,
    on: date,
    calendar: Calendar,
    start: datetime | None = None,
    limits: Mapping[str, tuple[Limit, Limit]] | None = None,
    without: Set[str] = frozenset(),
) -> Plan:
    """What these answers lead to, counted from ``start``, or from the morning of ``on``.

    ``limits`` are a running case's own, promised and legal, by item: some were lengthened;
    ``without`` are the items it was accepted without.
    """
    start = start or datetime.combine(on, time.min, SHANGHAI)
    names = scenario(version, answers)
    items = in_order(
        [item for item in version.items if item.key not in without and holds(item.when, names)]
    )
    planned = _dated(items, start, calendar, limits or {})
    blocks = visible(version, names)
    fields = tuple(path for block in blocks for path in _paths(block, names))
    materials = plan_materials(version, items, names, on=on, calendar=calendar)
    promised, legal = _overall(version, planned, calendar, start)
    return Plan(
        on=on,
        questions=asked(version, names),
        items=planned,
        blocks=blocks,
        fields=fields,
        materials=materials,
        departments=tuple({item.department.code: item.department for item in items}.values()),
        fees=tuple(
            PlannedPayment(item, payment)
            for item in items
            for payment in ((item.fee,) if item.fee else ()) + item.cost
        ),
        promised=promised,
        legal=legal,
        before=figures_before(version, items, fields, names),
        after=figures_after(version, items, fields, materials),
    )


def in_order(items: Sequence[Item]) -> tuple[Item, ...]:
    """Each after all it needs, otherwise as written. What is not planned is not waited for."""
    stages = _stages(items)
    return tuple(sorted(items, key=lambda item: stages[item.key]))


def _stages(items: Sequence[Item]) -> dict[str, int]:
    by_key = {item.key: item for item in items}
    stages: dict[str, int] = {}

    def stage(item: Item) -> int:
        if item.key not in stages:
            needed = [stage(by_key[key]) for key in item.needs if key in by_key]
            stages[item.key] = 1 + max(needed, default=-1)
        return stages[item.key]

    for item in items:
        stage(item)
    return stages


def _dated(
    items: Sequence[Item],
    start: datetime,
    calendar: Calendar,
    limits: Mapping[str, tuple[Limit, Limit]],
) -> tuple[PlannedItem, ...]:
    """``items`` in order, each due from the day the last of what it needs is due."""
    stages = _stages(items)
    planned: dict[str, PlannedItem] = {}
    for item in items:
        after = tuple(key for key in item.needs if key in stages)
        expected = max((planned[key].promised.at for key in after), default=start)
        latest = max((planned[key].legal.at for key in after), default=start)
        promised, legal = limits.get(item.key, (item.promised, item.legal))
        planned[item.key] = PlannedItem(
            item=item,
            after=after,
            stage=stages[item.key],
            promised=_due(calendar, expected, promised, [planned[k].promised for k in after]),
            legal=_due(calendar, latest, legal, [planned[k].legal for k in after]),
        )
    return tuple(planned.values())


def _due(calendar: Calendar, start: datetime, limit: Limit, before: Sequence[Due]) -> Due:
    due = calendar.due(start, limit)
    return Due(due.at, due.provisional or any(earlier.provisional for earlier in before))


def _overall(
    version: Version, items: Sequence[PlannedItem], calendar: Calendar, start: datetime
) -> tuple[Due, Due]:
    """When all that is handed over together is ready; the time for issuing comes on top."""
    held = [one for one in items if one.item.holds_issuance] or items
    promised, legal = [one.promised for one in held], [one.legal for one in held]
    return (
        _last(calendar, version, promised or [Due(start, provisional=False)]),
        _last(calendar, version, legal or [Due(start, provisional=False)]),
    )


def _last(calendar: Calendar, version: Version, all_of: Sequence[Due]) -> Due:
    last = max(due.at for due in all_of)
    if version.issuance.on_the_spot:
        return Due(last, any(due.provisional for due in all_of))
    return _due(calendar, last, version.issuance, all_of)


def _paths(block: Block, names: Names) -> list[str]:
    """Fields that depend on others of their row may be shown, so they count."""
    return [
        f"{block.key}.{field.key}"
        for field in block.fields
        if members(field.when, "row") or holds(field.when, names)
    ]
