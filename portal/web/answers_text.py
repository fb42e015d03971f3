"""A filed form as plain text: block by block, in its own labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bundles.catalogue.definition import Block, Field, Question, Version
from bundles.catalogue.form import QUESTIONS
from portal.form.reading import in_words


def as_text(version: Version, answers: Mapping[str, Any]) -> str:
    """Everything that was answered, for a person to read; ends in a newline."""
    return "\n".join(_lines(version, answers)) + "\n"


def _lines(version: Version, answers: Mapping[str, Any]) -> Iterator[str]:
    yield f"{version.division.name} · {version.name}"
    given = answers.get(QUESTIONS) or {}
    asked = [(one, given[one.key]) for one in version.questions if one.key in given]
    yield from ("", *_answered(asked))
    blocks = answers.get("blocks") or {}
    for block in version.blocks:
        if block.key in blocks:
            yield from ("", f"【{block.title}】", *_block(block, blocks[block.key]))


def _block(block: Block, value: Any) -> Iterator[str]:
    rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, start=1):
        if block.repeat is not None:
            yield f"{block.repeat.row} {number}"
        yield from _answered((field, row[field.key]) for field in block.fields if field.key in row)


def _answered(given: Iterable[tuple[Field | Question, Any]]) -> Iterator[str]:
    for one, value in given:
        label = one.label if isinstance(one, Field) else one.text
        yield f"{label}：{in_words(one, value) or '—'}"
