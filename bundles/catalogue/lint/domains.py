"""Each condition is run under all it can tell apart: a bool each time, not for ever the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.blocks import complete
from bundles.catalogue.conditions import ALWAYS, ConditionError, holds, members
from bundles.catalogue.definition import Block, Field, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.scenarios import Scenario
from bundles.catalogue.lint.stated import Stated, stated
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.lint.words import broken

_MOST_ROWS = 64
_SAMPLE: Mapping[str, Any] = {
    "integer": 1,
    "money": "1.00",
    "percent": "1",
    "yes_no": True,
    "date": "2026-01-01",
}


def inspect(walk: Walk) -> Iterator[Finding]:
    for one in stated(walk.version):
        if one.expression != ALWAYS:
            yield from _one(one, walk)


def _one(one: Stated, walk: Walk) -> Iterator[Finding]:
    for scenario in walk.over([one.expression]):
        try:
            for names in _bindings(one, scenario, walk.version):
                _holds(one, names, walk)
        except ConditionError as error:
            yield broken(
                one.place,
                _("这个条件不总是得出“是”或“否”：{problem}").format(problem=error.problem),
                _("请只比较同类的值，并让结果是真或假。"),
                scenario,
                walk.version,
            )
            return
    if not one.rule:
        yield from _never(one, walk)
        yield from _always(one, walk)


def _never(one: Stated, walk: Walk) -> Iterator[Finding]:
    """Where it stands under others, it must hold together with them."""

    def met(names: Mapping[str, Any]) -> bool:
        return walk.all_hold(one.under, names) and any(
            _holds(one, bound, walk) for bound in _bindings(one, Scenario(names, {}), walk.version)
        )

    if not walk.reachable(one.place, (one.expression, *one.under), met):
        yield Finding(
            one.place,
            _("这个条件永远不成立，所以它管的内容没有意义。"),
            _("请改正条件，或者删去它和它管的内容。"),
        )


def _always(one: Stated, walk: Walk) -> Iterator[Finding]:
    def unmet(names: Mapping[str, Any]) -> bool:
        return any(
            not _holds(one, bound, walk)
            for bound in _bindings(one, Scenario(names, {}), walk.version)
        )

    if not walk.reachable(one.place, (one.expression,), unmet):
        yield Finding(
            one.place,
            _("这个条件永远成立，所以没有意义。"),
            _("请改正条件，或者删去。"),
        )


def _holds(one: Stated, names: Mapping[str, Any], walk: Walk) -> bool:
    if one.block is None:
        return walk.holds(one.expression, names)
    walk.evaluations += 1
    return holds(one.expression, names)


def _bindings(one: Stated, scenario: Scenario, version: Version) -> Iterator[Mapping[str, Any]]:
    """The scenario, with rows that carry each choice in turn where a row is looked at."""
    if one.block is None:
        yield scenario.names
        return
    rows = list(islice(_rows(one.block, one.expression), _MOST_ROWS))
    blocks = {key: _filled(version.block(key)) for key in members(one.expression, "blocks")}
    for row in rows:
        yield {**scenario.names, "row": row, "rows": [row], "blocks": blocks}
    if one.rule and one.block.repeat is not None:
        yield {**scenario.names, "row": rows[0], "rows": [], "blocks": blocks}
        yield {**scenario.names, "row": rows[0], "rows": rows, "blocks": blocks}


def _rows(block: Block, expression: str) -> Iterator[dict[str, Any]]:
    keys = [field.key for field in block.fields]
    domains = [
        _domain(field)
        if f".{field.key}" in expression or f'"{field.key}"' in expression
        else _domain(field)[:1]
        for field in block.fields
    ]
    for values in product(*domains):
        yield complete(block, dict(zip(keys, values, strict=True)))


def _domain(field: Field) -> list[Any]:
    """What a field may hold, what is left empty included."""
    keys = [choice.key for choice in field.choices]
    match field.type:
        case "choice":
            return [*keys, ""]
        case "choices":
            return [[], *([key] for key in keys), keys]
        case "yes_no":
            return [False, True]
    return [_SAMPLE.get(field.type, "x"), *([""] if field.type != "integer" else [0])]


def _filled(block: Block) -> Any:
    row = next(_rows(block, ""))
    return row if block.repeat is None else [row]
