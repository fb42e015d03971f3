"""What is filled in so far, for a screen that others may see: numbers and names are masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from applicants.identity import mask_id, mask_name, mask_phone
from bundles.catalogue.definition import Block, Field, Text
from bundles.catalogue.form import QUESTIONS
from portal.form.keeping import fields_beside
from portal.form.pages import Work
from portal.form.reading import in_words


@dataclass(frozen=True, slots=True)
class Mirrored:
    """One block with what stands in it; rows one after the other, each under its heading."""

    title: Text
    groups: list[tuple[str, list[tuple[Any, str]]]]
    done: bool


def mirrored(work: Work) -> list[Mirrored]:
    """Every part of the form in which something stands, in its order."""
    shown = []
    for page in work.pages():
        groups = _questions(work) if page.key == QUESTIONS else _block(work, page.key)
        groups = [group for group in groups if group[1]]
        if groups:
            shown.append(Mirrored(page.title, groups, page.progress == "done"))
    return shown


def _questions(work: Work) -> list[tuple[str, list[tuple[Any, str]]]]:
    given = work.questions
    return [
        (
            "",
            [
                (one.text, words)
                for one in work.plan.questions
                if (words := in_words(one, given.get(one.key)))
            ],
        )
    ]


def _block(work: Work, key: str) -> list[tuple[str, list[tuple[Any, str]]]]:
    block, value = work.version.block(key), work.block(key)
    if block.repeat is None:
        return [("", _lines(work, block, value if isinstance(value, Mapping) else {}))]
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    return [
        (f"{block.repeat.row} {place}", _lines(work, block, row))
        for place, row in enumerate(rows, start=1)
    ]


def _lines(work: Work, block: Block, row: Mapping[str, Any]) -> list[tuple[Any, str]]:
    return [
        (field.label, _masked(field, words))
        for field in fields_beside(work.version, work.answers, block, row)
        if (words := in_words(field, row.get(field.key)))
    ]


def _masked(field: Field, words: str) -> str:
    match field.type:
        case "resident_id":
            return mask_id(words)
        case "phone":
            return mask_phone(words)
        case "text" if field.personal:
            return mask_name(words)
    return words
