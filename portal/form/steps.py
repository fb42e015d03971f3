"""The pages of one part of the form: one question each, one idea of a block each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bundles.catalogue.definition import Block, Field, Question, Text, Version
from bundles.catalogue.scenario import asked, scenario
from portal.form.keeping import fields_beside


@dataclass(frozen=True, slots=True)
class Step:
    """``key`` is empty for a block that is one page."""

    key: str
    title: Text
    help: Text | None
    fields: tuple[Field | Question, ...]


def steps_of_block(block: Block) -> tuple[Step, ...]:
    """Every page the block can have, whether it matters now or not."""
    if not block.pages:
        return (Step("", block.title, block.help, block.fields),)
    by_key = {field.key: field for field in block.fields}
    return tuple(
        Step(page.key, page.title, page.help, tuple(by_key[key] for key in page.fields))
        for page in block.pages
    )


def steps_shown(
    version: Version, answers: Mapping[str, Any], block: Block, row: Mapping[str, Any]
) -> tuple[Step, ...]:
    """The pages with something to ask beside what the row holds so far."""
    here = {field.key for field in fields_beside(version, answers, block, row)}
    return tuple(
        step for step in steps_of_block(block) if any(one.key in here for one in step.fields)
    )


def steps_of_questions(version: Version, answers: Mapping[str, Any]) -> tuple[Step, ...]:
    """One page per question that matters."""
    return tuple(
        Step(one.key, one.text, one.help, (one,))
        for one in asked(version, scenario(version, answers))
    )


def step_of(block: Block, field_key: str) -> str:
    """The page a field is on; empty when the block is one page."""
    return next((page.key for page in block.pages if field_key in page.fields), "")
