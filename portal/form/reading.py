"""Answers as words: for lists of rows, for the page to check everything, for corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bundles.catalogue.answers import Problem
from bundles.catalogue.definition import Block, Field, Question
from departments import places
from portal.form.controls import NO, YES, as_typed
from portal.form.keeping import fields_beside
from portal.form.pages import Work


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: its label, what was answered in words, and what is wrong with it."""

    key: str
    label: Any
    value: str
    errors: tuple[str, ...] = ()
    url: str = ""
    """The page it can be changed on."""

    @property
    def change(self) -> str:
        """The same, coming back to the page to check everything."""
        page, _hash, field = self.url.partition("#")
        return f"{page}?back=review#{field}" if page else ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    index: int
    lines: tuple[Line, ...]
    wrong: bool

    @property
    def first_error(self) -> str:
        return next((line.errors[0] for line in self.lines if line.errors), "")

    @property
    def number(self) -> int:
        return self.index + 1


def read_rows(
    work: Work, block: Block, rows: list[dict[str, Any]], problems: Iterable[Problem] = ()
) -> list[ReadRow]:
    problems = list(problems)
    return [
        ReadRow(
            index,
            read_lines(work, block, row, problems, path=f"{block.key}.{index}", index=index),
            any(one.path.startswith(f"{block.key}.{index}.") for one in problems),
        )
        for index, row in enumerate(rows)
    ]


def read_lines(
    work: Work,
    block: Block,
    row: Mapping[str, Any],
    problems: Iterable[Problem],
    *,
    path: str,
    index: int | None = None,
) -> tuple[Line, ...]:
    problems = list(problems)
    return tuple(
        Line(
            field.key,
            field.label,
            in_words(field, row.get(field.key)),
            tuple(str(one.message) for one in problems if one.path == f"{path}.{field.key}"),
            work.place(block, field.key, index),
        )
        for field in fields_beside(work.version, work.answers, block, row)
    )


def in_words(field: Field | Question, value: Any) -> str:
    """A value as a person reads it; what cannot be read is shown as typed."""
    match field.type, value:
        case _kind, None | "" | []:
            return ""
        case "choice", str():
            return _chosen(field, [value])
        case "choices", list():
            return _chosen(field, value)
        case "yes_no", bool():
            return str(YES if value else NO)
        case "money", str():
            return _money(value)
        case "division", str():
            return places.name(value) or value
        case "percent", str():
            return f"{value} %"
        case "date", str():
            day = parse_date(value) if len(value) == 10 else None
            return date_format(day, "DATE_FORMAT") if day else value
        case "integer", int() if isinstance(field, Question) and field.unit:
            return f"{value} {field.unit}"
    return as_typed(value)


def _chosen(field: Field | Question, keys: list[Any]) -> str:
    texts = {choice.key: str(choice.text) for choice in field.choices}
    return _("、").join(texts.get(str(key), as_typed(key)) for key in keys)


def _money(value: str) -> str:
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return value
    return _("%(amount)s 元") % {"amount": f"{amount:,.2f}"}
