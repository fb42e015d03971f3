"""The relief in figures: every errand as it was, against the one bundle. Computed, never typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bundles.catalogue.definition import BeforeStep, Item, Version
from bundles.catalogue.materials import PlannedMaterial, applicable
from bundles.catalogue.scenario import Names


@dataclass(frozen=True, slots=True)
class Figures:
    """``departments``: doors to knock at; ``days``: working days from first to last result.

    ``materials`` are those asked for now, the one form and the one letter of promises among them;
    what is handed in ``later``, ``fetched`` from registers or replaced by a promise (``promised``)
    is counted apart.
    """

    departments: int
    materials: int
    fields: int
    visits: int
    days: Decimal
    later: int = 0
    fetched: int = 0
    promised: int = 0


@dataclass(frozen=True, slots=True)
class _Fields:
    """``paths`` of the fields that are shown, and how many each of the blocks has."""

    paths: frozenset[str]
    blocks: Mapping[str, int]


def figures_before(
    version: Version, items: Sequence[Item], fields: Sequence[str], names: Names
) -> Figures:
    """One errand per item, each with its own form, its own copies and its own waiting.

    Errands to items that no longer exist count too; those that this scenario does not need do not.
    """
    planned = {item.key: item for item in items}
    steps = [
        step
        for step in version.before.steps
        if step.item in planned or step.item not in version.items_by_key
    ]
    keys = {step.item for step in steps}
    shown = _Fields(frozenset(fields), Counter(path.partition(".")[0] for path in fields))
    return Figures(
        departments=len({_department(step, planned) for step in steps}),
        materials=sum(len(keys.intersection(row.items)) for row in applicable(version, names)),
        fields=sum(_fields(step, planned, shown) for step in steps),
        visits=sum(step.visits for step in steps),
        days=_plain(sum((step.takes.amount for step in steps), Decimal())),
    )


def figures_after(
    version: Version,
    items: Sequence[Item],
    fields: Sequence[str],
    materials: Sequence[PlannedMaterial],
    *,
    letter: bool,
    days: Decimal,
) -> Figures:
    """One window, one form, one ``letter`` for all promises; one trip serves all items; the longest
    chain of promised ``days``.
    """
    stands = Counter(planned.stand for planned in materials)
    promises = letter or stands["promised"] > 0
    return Figures(
        departments=min(len(items), 1),
        materials=stands["now"] + bool(fields) + promises,
        fields=len(fields),
        visits=max((item.visits for item in items), default=0),
        days=_plain(days + version.issuance.amount),
        later=stands["later"],
        fetched=stands["fetched"],
        promised=stands["promised"],
    )


def _department(step: BeforeStep, planned: dict[str, Item]) -> str:
    return step.department.zh if step.department else planned[step.item].department.name.zh


def _fields(step: BeforeStep, planned: dict[str, Item], fields: _Fields) -> int:
    if step.fields is not None:
        return step.fields
    declared = frozenset(planned[step.item].fields)
    whole = sum(count for block, count in fields.blocks.items() if block in declared)
    single = declared & fields.paths
    return whole + sum(path.partition(".")[0] not in declared for path in single)


def _plain(days: Decimal) -> Decimal:
    """7 rather than 7.0."""
    return days if days % 1 else Decimal(int(days))
