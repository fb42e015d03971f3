"""Conditions name only what exists, and compare it with what it can be."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bundles.catalogue.conditions import (
    FUNCTIONS,
    ConditionError,
    compared,
    compiled,
    members,
    variables,
)
from bundles.catalogue.definition import Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.integers import numbers
from bundles.catalogue.lint.stated import Stated, stated
from bundles.catalogue.scenario import BARRED

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


_KINDS = {"yes_no": gettext_lazy("“是”或“否”"), "integer": gettext_lazy("数字")}


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
        yield from numbers(one, version)


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
        question = version.questions_by_key.get(name)
        if question is not None and not question.choices:
            yield Finding(
                one.place,
                _("“{name}”的回答是{kind}，不能与文字“{word}”比较。").format(
                    name=name, kind=_KINDS[question.type], word=word
                ),
                _("请与同类的值比较：是否题直接写名称，数字不加引号。"),
            )
            continue
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
