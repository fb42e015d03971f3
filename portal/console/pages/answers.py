"""The form as it was handed in, block by block, with its own labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.definition import QUESTIONS, Block, Field, Question, Version
from portal.console.pages.values import answer, written


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer; ``about`` is its place in a correction notice, empty where none can be asked."""

    label: str
    value: str
    personal: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeatable block (股东 1), or the only one of a block, without a title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the form; ``place`` is what a correction calls it.

    A repeatable block is read as a table: ``columns`` are the labels of what any row holds, and
    every row has an entry for each.
    """

    place: str
    title: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()


def laid_out(version: Version, answers: Mapping[str, Any], *, clear: bool) -> tuple[Section, ...]:
    """Questions first, then every block filled in; personal fields masked unless ``clear``."""
    given = answers.get("blocks") or {}
    blocks = [
        _block(block, given[block.key], clear) for block in version.blocks if block.key in given
    ]
    questions = _questions(version, answers.get(QUESTIONS) or {})
    return (questions, *blocks) if questions.rows else tuple(blocks)


def has_personal(sections: tuple[Section, ...]) -> bool:
    """Whether anything on the page is masked, so that unmasking means something."""
    return any(
        entry.personal for section in sections for row in section.rows for entry in row.entries
    )


def _questions(version: Version, given: Mapping[str, Any]) -> Section:
    entries = tuple(
        Entry(str(question.text), _answered(question, given[question.key]))
        for question in version.questions
        if question.key in given
    )
    rows = (Row("", entries),) if entries else ()
    return Section("", _("办理情形"), rows)


def _answered(question: Question, value: Any) -> str:
    """A number says what it counts."""
    said = written(question.type, question.choices, value)
    return f"{said} {question.unit}" if question.unit and said else said


def _block(block: Block, value: Any, clear: bool) -> Section:
    place, title = f"block:{block.key}", str(block.title)
    if block.repeat is None:
        fields = [field for field in block.fields if field.key in value]
        return Section(place, title, (Row("", _entries(fields, value, clear)),))
    used = [field for field in block.fields if any(field.key in row for row in value)]
    rows = tuple(
        Row(f"{block.repeat.row} {number}", _entries(used, row, clear))
        for number, row in enumerate(value, start=1)
    )
    return Section(place, title, rows, columns=tuple(str(field.label) for field in used))


def _entries(fields: Iterable[Field], row: Mapping[str, Any], clear: bool) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            label=str(field.label),
            value=answer(field, row.get(field.key), clear=clear),
            personal=field.personal,
            long=field.type in {"long_text", "address"},
        )
        for field in fields
    )
