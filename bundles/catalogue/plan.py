"""What one scenario comes to: items with dates, the form, materials with reasons, the relief.

Pure: no database, no clock. Nothing here decides whether the answers are good; a plan can be drawn
for a half-filled draft, where unanswered questions stand at their defaults.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bundles.catalogue.answers import visible
from bundles.catalogue.conditions import ALWAYS, holds, members
from bundles.catalogue.definition import (
    Block,
    Consent,
    DepartmentRef,
    Item,
    Letter,
    Payment,
    Question,
    Version,
)
from bundles.catalogue.figures import Figures, figures_after, figures_before
from bundles.catalogue.materials import Circumstances, PlannedMaterial, plan_materials
from bundles.catalogue.ordering import chosen, stages
from bundles.catalogue.reasons import Missing, Reason
from bundles.catalogue.scenario import Names, asked, scenario
from departments.calendar import SHANGHAI, Calendar, Due
from departments.limits import Limit

__all__ = [
    "Figures",
    "Missing",
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

    ``by_commitment``: decided on the applicant's word, within the shorter limits of that way.

    ``promised`` counts from the promised dates of those, ``legal`` from their legal ones: the
    expected day, and the day the law allows at the very latest.
    """

    item: Item
    after: tuple[str, ...]
    stage: int
    promised: Due
    legal: Due
    by_commitment: bool = False


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
    papers: tuple[Letter, ...]
    consents: tuple[Consent, ...]
    departments: tuple[DepartmentRef, ...]
    fees: tuple[PlannedPayment, ...]
    promised: Due
    legal: Due
    before: Figures
    after: Figures

    @property
    def asked(self) -> tuple[PlannedMaterial, ...]:
        """The materials without which the case cannot be filed."""
        return tuple(planned for planned in self.materials if planned.asked)

    @property
    def takes_files(self) -> tuple[PlannedMaterial, ...]:
        """The materials the applicant may hand in: those asked for now, and those that follow."""
        return tuple(planned for planned in self.materials if planned.takes_files)

    @property
    def promises(self) -> tuple[PlannedMaterial, ...]:
        """The commitments the applicant signs in place of evidence."""
        return tuple(one for one in self.materials if one.stand == "promised")

    @property
    def later(self) -> tuple[PlannedMaterial, ...]:
        """What follows after acceptance, each with its last day."""
        return tuple(one for one in self.materials if one.stand == "later")

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
    barred: bool = False,
    ordinary: Set[str] = frozenset(),
    missing: Mapping[str, Missing] | None = None,
) -> Plan:
    """What these answers lead to, counted from ``start``, or from the morning of ``on``.

    ``limits`` are a running case's own, promised and legal, by item: some were lengthened;
    ``without`` are the items it was accepted without. ``barred`` is an applicant who broke a
    promise before; ``ordinary`` are the items for which the applicant took their promise back: what
    it stood for is asked for now, also where it might have followed; ``missing`` are the materials
    that no register could give, and why.
    """
    start = start or datetime.combine(on, time.min, SHANGHAI)
    names = scenario(version, answers, barred=barred)
    otherwise = scenario(version, answers, barred=True) if ordinary else names
    items, after = chosen(version, names, without)
    promising = {item.key for item in items if item.key not in ordinary and _commits(item, names)}
    planned = _dated(items, after, start, calendar, _limits(items, promising, limits or {}))
    blocks = visible(version, names)
    fields = tuple(path for block in blocks for path in _paths(block, names))
    given = Circumstances(on, calendar, names, otherwise, frozenset(ordinary), missing or {})
    materials = plan_materials(version, items, given)
    papers = _letters(version, items, given)
    promised, legal = _overall(version, planned, calendar, start)
    return Plan(
        on=on,
        questions=asked(version, names),
        items=planned,
        blocks=blocks,
        fields=fields,
        materials=materials,
        papers=papers,
        consents=tuple(one for one in version.consents if holds(one.when, names)),
        departments=tuple({item.department.code: item.department for item in items}.values()),
        fees=tuple(
            PlannedPayment(item, payment)
            for item in items
            for payment in ((item.fee,) if item.fee else ()) + item.cost
        ),
        promised=promised,
        legal=legal,
        before=figures_before(version, items, fields, names),
        after=figures_after(
            version,
            items,
            fields,
            materials,
            letter=any(letter.kind == "commitment_letter" for letter in papers),
            days=_longest_chain(items, after, promising),
        ),
    )


def _commits(item: Item, names: Names) -> bool:
    return item.commitment is not None and holds(item.commitment.when, names)


def _limits(
    items: Sequence[Item], promising: Set[str], own: Mapping[str, tuple[Limit, Limit]]
) -> dict[str, tuple[Limit, Limit, bool]]:
    """Promised and legal limit of each item, and whether it is decided on a commitment."""
    found: dict[str, tuple[Limit, Limit, bool]] = {}
    for item in items:
        commits = item.key in promising
        promised, legal = own.get(item.key) or item.limits(by_commitment=commits)
        found[item.key] = (promised, legal, commits)
    return found


def _dated(
    items: Sequence[Item],
    after: Mapping[str, tuple[str, ...]],
    start: datetime,
    calendar: Calendar,
    limits: Mapping[str, tuple[Limit, Limit, bool]],
) -> tuple[PlannedItem, ...]:
    """``items`` in order, each due from the day the last of what it waits for is due."""
    stage = stages(items, after)
    planned: dict[str, PlannedItem] = {}
    for item in items:
        earlier = [planned[key] for key in after[item.key]]
        expected = max((one.promised.at for one in earlier), default=start)
        latest = max((one.legal.at for one in earlier), default=start)
        promised, legal, commits = limits[item.key]
        planned[item.key] = PlannedItem(
            item=item,
            after=after[item.key],
            stage=stage[item.key],
            promised=_due(calendar, expected, promised, [one.promised for one in earlier]),
            legal=_due(calendar, latest, legal, [one.legal for one in earlier]),
            by_commitment=commits,
        )
    return tuple(planned.values())


def _longest_chain(
    items: Sequence[Item], after: Mapping[str, Sequence[str]], promising: Set[str]
) -> Decimal:
    """Days until the last item is due when each keeps its promise; ``items`` in order."""
    done: dict[str, Decimal] = {}
    for item in items:
        promised, _legal = item.limits(by_commitment=item.key in promising)
        start = max((done[key] for key in after[item.key]), default=Decimal())
        done[item.key] = start + promised.amount
    return max(done.values(), default=Decimal())


def _letters(version: Version, items: Sequence[Item], given: Circumstances) -> tuple[Letter, ...]:
    """The letters to sign: about a planned item that has not gone back to the ordinary way."""
    keys = {item.key for item in items}
    return tuple(
        letter
        for letter in version.papers
        if not (keys & set(letter.items)).issubset(
            given.ordinary if letter.kind == "commitment_letter" else ()
        )
        and holds(letter.when, given.names)
    )


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
        if field.when == ALWAYS or members(field.when, "row") or holds(field.when, names)
    ]
