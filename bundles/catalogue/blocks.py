"""One block of the form: read row by row, hidden fields dropped, unknown ones refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bundles.catalogue.characters import unprintable
from bundles.catalogue.conditions import holds, members
from bundles.catalogue.definition import Block, Field
from bundles.catalogue.entries import EMPTY, Refused, is_empty, read
from bundles.catalogue.scenario import Names

Row = dict[str, Any]
ROW_ID = "#"
"""What a draft knows a row by, whatever stands before it; no field can have this key."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at ``path`` (``shareholders.0.id_number``); ``str(message)`` is translated."""

    path: str
    code: str
    message: Any


def read_block(block: Block, raw: Any, names: Names) -> tuple[Row | list[Row], list[Problem]]:
    """The good values of a visible block, and all that is wrong with it but its rules."""
    if block.repeat is None:
        return read_row(block, raw if raw is not None else {}, names, block.key)
    return read_rows(block, raw if raw is not None else [], names)


def read_rows(block: Block, raw: Any, names: Names) -> tuple[list[Row], list[Problem]]:
    assert block.repeat is not None
    if not isinstance(raw, list | tuple):
        return [], [_misshapen(block.key)]
    rows: list[Row] = []
    problems: list[Problem] = []
    for index, one in enumerate(raw[: block.repeat.max]):
        row, wrong = read_row(block, one, names, f"{block.key}.{index}")
        rows.append(row)
        problems.extend(wrong)
    if not block.repeat.min <= len(raw) <= block.repeat.max:
        message = format_lazy(
            _("{title}应有 {least} 至 {most} 项，现在有 {count} 项。"),
            title=block.title,
            least=block.repeat.min,
            most=block.repeat.max,
            count=len(raw),
        )
        code = "too_few" if len(raw) < block.repeat.min else "too_many"
        problems.append(Problem(block.key, code, message))
    return rows, problems


def read_row(block: Block, raw: Any, names: Names, path: str) -> tuple[Row, list[Problem]]:
    if not isinstance(raw, Mapping):
        return {}, [_misshapen(path)]
    row: Row = {}
    known = {field.key for field in block.fields} | ({ROW_ID} if block.repeat else set())
    problems = list(unknown(raw, known, path))
    for field in shown(block, row, names):
        value = raw.get(field.key)
        if is_empty(value):
            if field.required:
                problems.append(Problem(f"{path}.{field.key}", "required", _wanting(field)))
            continue
        try:
            row[field.key] = read(field, value)
        except Refused as refused:
            problems.append(Problem(f"{path}.{field.key}", refused.code, refused.message))
    return row, problems


def shown(block: Block, row: Mapping[str, Any], names: Names) -> Iterator[Field]:
    """The fields that matter, one after the other: each may depend on those of ``row`` before it.

    ``row`` may still be filling up while this is read.
    """
    for field in block.fields:
        if holds(field.when, {**names, "row": complete(block, row)} if _looks(field) else names):
            yield field


def broken_rules(
    block: Block, blocks: Mapping[str, Block], values: Mapping[str, Any], names: Names
) -> list[Problem]:
    """The rules that do not hold over good values.

    A rule that looks at another block waits until that block is there: its absence is told there.
    """
    problems = []
    for rule in block.rules:
        others = members(rule.rule, "blocks")
        if not others <= values.keys():
            continue
        bound: Row = {**names, "blocks": {key: _bound(blocks[key], values[key]) for key in others}}
        if block.repeat is None:
            bound["row"] = complete(block, values[block.key])
        else:
            bound["rows"] = [complete(block, row) for row in values[block.key]]
        if not holds(rule.rule, bound):
            path = f"{block.key}.{rule.about}" if rule.about else block.key
            message = format_lazy("{text}", text=rule.message)
            told = in_figures(block, rule.key, message, values)
            problems.append(Problem(path, rule.key, told))
    return problems


def in_figures(block: Block, rule: str, message: Any, values: Mapping[str, Any]) -> Any:
    """The message of a broken rule; of a sum also what it comes to, should, and what is missing."""
    told = block.repeat.sum if block.repeat else None
    if told is None or told.rule != rule or told.to is None:
        return message
    added = totalled(block, values[block.key])
    other, _dot, field = told.to.partition(".")
    goal = Decimal(values[other].get(field) or 0)
    more = added > goal
    template = _("{text}合计 {added} 元，应为 {goal} 元，多出 {gap} 元。")
    if not more:
        template = _("{text}合计 {added} 元，应为 {goal} 元，还差 {gap} 元。")
    return format_lazy(
        template,
        text=message,
        added=f"{added:,.2f}",
        goal=f"{goal:,.2f}",
        gap=f"{abs(added - goal):,.2f}",
    )


def totalled(block: Block, rows: Any) -> Decimal:
    """The sum the block declares, over what can be read of the rows so far."""
    assert block.repeat is not None
    assert block.repeat.sum is not None
    field = block.field(block.repeat.sum.field)
    total = Decimal(0)
    for row in rows:
        try:
            total += Decimal(read(field, row.get(field.key))) if field else 0
        except (Refused, AttributeError):
            continue  # not filled in yet, or not a figure: its own place says so
    return total


def complete(block: Block, row: Mapping[str, Any]) -> Row:
    """Every field bound, as conditions need it."""
    return {field.key: row.get(field.key, EMPTY.get(field.type, "")) for field in block.fields}


def unknown(raw: Mapping[Any, Any], known: set[str], path: str) -> Iterator[Problem]:
    """A problem for each of the first ten keys that the form does not have."""
    for key in [key for key in raw if key not in known][:10]:
        shown_key = "".join("?" if unprintable(one) else one for one in str(key)[:40])
        message = format_lazy(_("表单中没有“{key}”这一项，请刷新页面后重试。"), key=shown_key)
        yield Problem(f"{path}.{shown_key}" if path else shown_key, "unknown_field", message)


def _bound(block: Block, value: Any) -> Any:
    if block.repeat is None:
        return complete(block, value)
    return [complete(block, row) for row in value]


def _looks(field: Field) -> bool:
    return bool(members(field.when, "row"))


def _wanting(field: Field) -> Any:
    asking = field.type in ("choice", "choices", "yes_no", "division")
    message = _("请选择{label}。") if asking else _("请填写{label}。")
    return format_lazy(message, label=field.label)


def _misshapen(path: str) -> Problem:
    return Problem(path, "wrong_shape", _("这一部分的内容无法读取，请刷新页面后重新填写。"))
