"""What is put into the draft: good values in their canonical form, the others as typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bundles.catalogue.answers import check
from bundles.catalogue.blocks import ROW_ID, read_row, shown
from bundles.catalogue.definition import Block, Field, Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import asked, scenario


def kept_questions(version: Version, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those to questions that are not asked beside the others."""
    good = check(version, {QUESTIONS: raw}).values[QUESTIONS]
    beside = {one.key for one in asked(version, scenario(version, {QUESTIONS: good}))}
    return {key: value for key, value in {**raw, **good}.items() if key in beside}


def kept_row(
    version: Version, answers: Mapping[str, Any], block: Block, raw: Mapping[str, Any]
) -> dict[str, Any]:
    """One row without the fields that do not matter beside its other values."""
    names = scenario(version, answers)
    good, _problems = read_row(block, raw, names, block.key)
    visible = {field.key for field in shown(block, good, names)}
    kept = {key: value for key, value in {**raw, **good}.items() if key in visible}
    return {ROW_ID: raw[ROW_ID], **kept} if ROW_ID in raw else kept


def storable(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without those that hold U+0000, which no storage takes: told, but not kept."""
    return {key: value for key, value in values.items() if "\0" not in _text_of(value)}


def _text_of(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def fields_beside(
    version: Version, answers: Mapping[str, Any], block: Block, raw: Any
) -> tuple[Field, ...]:
    """The fields to show when ``raw`` is what the row holds so far."""
    names = scenario(version, answers)
    good, _problems = read_row(block, raw if isinstance(raw, Mapping) else {}, names, block.key)
    return tuple(shown(block, good, names))
