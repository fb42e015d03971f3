"""Conditions name only what exists, are a bool under every answer, and are not always the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.blocks import complete
from bundles.catalogue.conditions import (
    ALWAYS,
    FUNCTIONS,
    ConditionError,
    compared,
    compiled,
    holds,
    members,
    variables,
)
from bundles.catalogue.definition import Block, Field, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.scenarios import scenarios
from bundles.catalogue.scenario import BARRED

Place = tuple[str | int, ...]
_CEL = frozenset(
    {
        "size",
        "has",
        "all",
        "exists",
        "exists_one",
        "filter",
        "map",
        "int",
        "string",
        "double",
        "matches",
        "startsWith",
        "endsWith",
        "contains",
        "dyn",
        "type",
    }
)
_MOST_ROWS = 64
SAMPLE: Mapping[str, Any] = {
    "integer": 1,
    "money": "1.00",
    "percent": "1",
    "yes_no": True,
    "date": "2026-01-01",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition where it stands; ``row`` is the block whose fields it may look at."""

    place: Place
    expression: str
    block: Block | None = None
    rule: bool = False
    earlier: frozenset[str] | None = None
    """The fields of the row, or the questions, that come before it and may be named."""


def stated(version: Version) -> Iterator[Stated]:
    """Every condition of the document."""
    before: list[str] = []
    for number, question in enumerate(version.questions):
        yield Stated(("questions", number, "when"), question.when, earlier=frozenset(before))
        before.append(question.key)
    for number, block in enumerate(version.blocks):
        place: Place = ("blocks", number)
        yield Stated((*place, "when"), block.when)
        fields: list[str] = []
        for at, field in enumerate(block.fields):
            yield Stated(
                (*place, "fields", at, "when"), field.when, block, earlier=frozenset(fields)
            )
            fields.append(field.key)
        for at, rule in enumerate(block.rules):
            yield Stated((*place, "rules", at, "rule"), rule.rule, block, rule=True)
    for number, material in enumerate(version.materials):
        yield Stated(("materials", number, "when"), material.when)
    for number, item in enumerate(version.items):
        yield Stated(("items", number, "when"), item.when)


def references(version: Version) -> Iterator[Finding]:
    """Names that lead nowhere, words that are no choice, questions that come too late."""
    for one in stated(version):
        try:
            compiled(one.expression)
        except ConditionError as error:
            yield Finding(
                one.place,
                _("这个条件无法读取：{problem}").format(problem=error.problem),
                _("请按 CEL 的写法改正。"),
            )
            continue
        yield from _unknown(one, version)
        yield from _words(one, version)


def domains(version: Version) -> Iterator[Finding]:
    """Each condition run under every answer: a bool each time, and not for ever the same one."""
    for one in stated(version):
        if one.expression == ALWAYS:
            continue
        outcomes: set[bool] = set()
        try:
            for names in _bindings(one, version):
                outcomes.add(holds(one.expression, names))
        except ConditionError as error:
            yield Finding(
                one.place,
                _("这个条件不总是得出“是”或“否”：{problem}").format(problem=error.problem),
                _("请只比较同类的值，并让结果是真或假。"),
            )
            continue
        if not one.rule and outcomes != {True, False}:
            always = _("永远成立") if True in outcomes else _("永远不成立")
            yield Finding(
                one.place,
                _("这个条件{always}，所以它管的内容没有意义。").format(always=always),
                _("请改正条件，或者删去。"),
            )


def _unknown(one: Stated, version: Version) -> Iterator[Finding]:
    late = one.earlier if one.place[0] == "questions" else None
    questions = set(version.questions_by_key) if late is None else set(late)
    allowed = questions | {"local", BARRED} | _row_names(one)
    names = set(variables(one.expression)) - allowed
    names |= {f"local.{name}" for name in members(one.expression, "local") - set(version.values)}
    if one.block is not None:
        known = (
            {field.key for field in one.block.fields} if one.rule else one.earlier or frozenset()
        )
        names |= {f"row.{name}" for name in members(one.expression, "row") - known}
    names |= {
        f"blocks.{name}" for name in members(one.expression, "blocks") - set(version.blocks_by_key)
    }
    names |= {
        f"{name}()"
        for name in compiled(one.expression).references()["functions"]
        if name.isidentifier() and name not in FUNCTIONS and name not in _CEL
    }
    for name in sorted(names):
        yield Finding(
            one.place,
            _("条件里的“{name}”不存在，或者排在后面还不能用。").format(name=name),
            _("请改正名称；问题和字段只能看排在前面的。"),
        )


def _row_names(one: Stated) -> set[str]:
    if one.block is None:
        return set()
    if not one.rule:
        return {"row"}
    return {"blocks", "row" if one.block.repeat is None else "rows"}


def _words(one: Stated, version: Version) -> Iterator[Finding]:
    """``kind == "persn"`` is simply never true in CEL; here it is a mistake."""
    for name, word in compared(one.expression):
        choices = _choices(one, name, version)
        if choices is not None and word not in choices:
            yield Finding(
                one.place,
                _("“{name}”没有“{word}”这个选项。").format(name=name, word=word),
                _("可选的有：{choices}。").format(choices="、".join(sorted(choices))),
            )


def _choices(one: Stated, name: str, version: Version) -> set[str] | None:
    question = version.questions_by_key.get(name)
    if question is not None:
        return {choice.key for choice in question.choices}
    owner, _dot, key = name.partition(".")
    if one.block is None or not key or owner in ("local", "blocks"):
        return None
    field = one.block.field(key)
    if field is None or field.type not in ("choice", "choices"):
        return None
    return {choice.key for choice in field.choices}


def _bindings(one: Stated, version: Version) -> Iterator[dict[str, Any]]:
    """Every scenario, with rows that carry each choice in turn where a row is looked at."""
    for names in scenarios(version, [one.expression]):
        if one.block is None:
            yield names
            continue
        rows = list(islice(_rows(one.block, one.expression), _MOST_ROWS))
        blocks = {key: _filled(version.block(key)) for key in members(one.expression, "blocks")}
        for row in rows:
            yield {**names, "row": row, "rows": [row], "blocks": blocks}
        if one.rule and one.block.repeat is not None:
            yield {**names, "row": rows[0], "rows": [], "blocks": blocks}
            yield {**names, "row": rows[0], "rows": rows, "blocks": blocks}


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
    return [SAMPLE.get(field.type, "x"), *([""] if field.type != "integer" else [0])]


def _filled(block: Block) -> Any:
    row = next(_rows(block, ""))
    return row if block.repeat is None else [row]
