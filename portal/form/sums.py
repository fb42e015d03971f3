"""What a list comes to, against what it should, with each row's share of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bundles.catalogue.blocks import totalled
from bundles.catalogue.definition import Block, Text
from bundles.catalogue.entries import Refused, read
from portal.form.pages import Work


@dataclass(frozen=True, slots=True)
class Summed:
    """``goal`` is None where there is none, or where it is not filled in yet; ``goal_url`` leads to
    where it is."""

    label: Text
    unit: str
    total: Decimal
    goal_label: Text | None
    goal: Decimal | None
    goal_url: str
    shares: dict[int, str]

    @property
    def gap(self) -> Decimal:
        return abs((self.goal or Decimal(0)) - self.total)

    @property
    def is_over(self) -> bool:
        return self.goal is not None and self.total > self.goal

    @property
    def is_even(self) -> bool:
        return self.goal is not None and self.total == self.goal


def summed(work: Work, block: Block, rows: list[dict[str, Any]]) -> Summed | None:
    told = block.repeat.sum if block.repeat else None
    field = block.field(told.field) if told else None
    if told is None or field is None or not rows:
        return None
    total = totalled(block, rows)
    goal, goal_label, goal_url = None, None, ""
    if told.to is not None:
        key, _dot, name = told.to.partition(".")
        other = work.version.block(key)
        goal_field = other.field(name)
        assert goal_field is not None
        goal_label, goal_url = goal_field.label, work.place(other, name)
        try:
            goal = Decimal(read(goal_field, (work.block(key) or {}).get(name)))
        except (Refused, AttributeError):
            goal = None
    return Summed(
        label=told.label,
        unit="%" if field.type == "percent" else "元",
        total=total,
        goal_label=goal_label,
        goal=goal,
        goal_url=goal_url,
        shares=_shares(block, rows, goal or total) if field.type == "money" else {},
    )


def _shares(block: Block, rows: list[dict[str, Any]], whole: Decimal) -> dict[int, str]:
    """Per cent of the whole, to two digits, by the index of the row."""
    if not whole:
        return {}
    found = {}
    for index, row in enumerate(rows):
        amount = totalled(block, [row])
        if amount:
            found[index] = f"{amount * 100 / whole:.2f}".rstrip("0").rstrip(".")
    return found
