"""What of a decision each certificate is about: the whole of it, or one person's row of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from applicants.identity import mask_name
from bundles.casework.models import Decision
from bundles.catalogue.definition import Item
from bundles.issuance.holders import Holder


@dataclass(frozen=True, slots=True)
class Part:
    """One certificate to be: ``nth`` as its row keeps it, ``result`` what it may say."""

    decision: Decision
    item: Item
    nth: int
    holder: Holder
    result: Mapping[str, Any]


def parts_of(decision: Decision, item: Item, holder: Holder) -> list[Part]:
    """One for each person in the result's list, whose own it is; else the one of the item."""
    if item.result.per is None:
        return [Part(decision, item, 0, holder, decision.result)]
    rows = decision.result.get(item.result.per) or []
    return [
        Part(decision, item, nth, _person(row), result_of(decision.result, item, nth))
        for nth, row in enumerate(rows, 1)
    ]


def result_of(result: Mapping[str, Any], item: Item, nth: int) -> dict[str, Any]:
    """What the certificate ``nth`` may say of a decision's result: of a list, its own row only."""
    if item.result.per is None or not nth:
        return dict(result)
    rows = result.get(item.result.per) or []
    whole = {key: value for key, value in result.items() if key != item.result.per}
    return whole | dict(rows[nth - 1])


def schema_of(item: Item, nth: int) -> Mapping[str, Any]:
    """The properties that ``result_of`` is made of, by name."""
    known: Mapping[str, Any] = item.result.schema.get("properties", {})
    if item.result.per is None or not nth:
        return known
    row: Mapping[str, Any] = known.get(item.result.per, {}).get("items", {}).get("properties", {})
    return {key: value for key, value in known.items() if key != item.result.per} | dict(row)


def _person(row: Mapping[str, Any]) -> Holder:
    name = str(row["name"])
    return Holder(name=name, shown=mask_name(name))
