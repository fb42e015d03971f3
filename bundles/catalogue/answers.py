"""Answers to the one form: checked as a whole or page by page, and cut to what one item may see.

The document is ``{"questions": {key: value}, "blocks": {key: {field: value} | [{…}, …]}}`` with
JSON-safe values only: money as decimal strings with two digits, dates ISO, choices by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bundles.catalogue.blocks import Problem, broken_rules, complete, read_block, shown, unknown
from bundles.catalogue.conditions import holds, members
from bundles.catalogue.definition import Block, Field, Question, Version
from bundles.catalogue.entries import YES_NO
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import Names, asked, bind

__all__ = [
    "CheckedAnswers",
    "Problem",
    "check",
    "check_block",
    "fields_shown",
    "only",
]


@dataclass(frozen=True, slots=True)
class CheckedAnswers:
    """``values`` holds the good values only; with no ``problems`` it is the whole, canonical form.

    Hidden questions, blocks and fields are left out, whatever was typed into them.
    """

    values: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        return not self.problems


def check(version: Version, answers: Any) -> CheckedAnswers:
    """Everything that is wrong with the form, in its own order. Takes anything at all."""
    if not isinstance(answers, Mapping):
        answers = {}
    questions, problems = _read_questions(version, answers.get(QUESTIONS))
    names = bind(version, questions)
    problems = [*unknown(answers, {QUESTIONS, "blocks"}, ""), *problems]
    given = answers.get("blocks")
    given = given if isinstance(given, Mapping) else {}
    problems += unknown(given, set(version.blocks_by_key), "blocks")
    values: dict[str, Any] = {}
    found: dict[str, list[Problem]] = {}
    for block in visible(version, names):
        values[block.key], found[block.key] = read_block(block, given.get(block.key), names)
    good = {key: value for key, value in values.items() if not found[key]}
    for block in visible(version, names):
        problems += found[block.key]
        if block.key in good:
            problems += broken_rules(block, version.blocks_by_key, good, names)
    return CheckedAnswers({QUESTIONS: questions, "blocks": values}, tuple(problems))


def check_block(version: Version, answers: Any, block_key: str) -> tuple[Problem, ...]:
    """What is wrong with one page: a block, or ``"questions"``.

    A rule that looks at another block is told on its own page only, once that block is filled in:
    told on both, neither page could be saved first. A hidden block has no problems. Raises
    KeyError for a block the form does not have.
    """
    if not isinstance(answers, Mapping):
        answers = {}
    questions, problems = _read_questions(version, answers.get(QUESTIONS))
    if block_key == QUESTIONS:
        return tuple(problems)
    block = version.block(block_key)
    names = bind(version, questions)
    if not holds(block.when, names):
        return ()
    given = answers.get("blocks")
    given = given if isinstance(given, Mapping) else {}
    value, problems = read_block(block, given.get(block.key), names)
    if problems:
        return tuple(problems)
    values = {block.key: value}
    for other in visible(version, names):
        if other.key != block.key and other.key in _neighbours(block):
            other_value, wrong = read_block(other, given.get(other.key), names)
            if not wrong:
                values[other.key] = other_value
    return tuple(broken_rules(block, version.blocks_by_key, values, names))


def only(version: Version, answers: Mapping[str, Any], item_key: str) -> dict[str, Any]:
    """Just what an item declares: whole blocks, single fields, or questions; nothing else."""
    given, wanted = answers.get("blocks") or {}, version.item(item_key).fields
    blocks: dict[str, Any] = {}
    for block in version.blocks:
        if block.key not in given:
            continue
        keys = {field.key for field in block.fields if declares(wanted, block.key, field.key)}
        if keys:
            blocks[block.key] = _cut(given[block.key], keys)
    questions = {
        key: value
        for key, value in (answers.get(QUESTIONS) or {}).items()
        if declares(wanted, QUESTIONS, key)
    }
    return {QUESTIONS: questions, "blocks": blocks}


def declares(fields: tuple[str, ...], block: str, field: str) -> bool:
    return block in fields or f"{block}.{field}" in fields


def visible(version: Version, names: Names) -> tuple[Block, ...]:
    """The blocks that matter in this scenario."""
    return tuple(block for block in version.blocks if holds(block.when, names))


def fields_shown(
    version: Version, answers: Mapping[str, Any], block_key: str, row: Mapping[str, Any]
) -> tuple[Field, ...]:
    """The fields of a block that matter beside the values of ``row``: for a page or a print."""
    block, names = version.block(block_key), bind(version, answers.get(QUESTIONS) or {})
    return tuple(shown(block, complete(block, row), names))


def _read_questions(version: Version, raw: Any) -> tuple[dict[str, Any], list[Problem]]:
    given = dict(raw) if isinstance(raw, Mapping) else {}
    problems = list(unknown(given, set(version.questions_by_key), QUESTIONS))
    normal = {
        question.key: _as_answer(question, given[question.key])
        for question in version.questions
        if question.key in given
    }
    values: dict[str, Any] = {}
    for question in asked(version, bind(version, normal)):
        value = normal.get(question.key)
        if question.key in normal and question.allows(value):
            values[question.key] = value
        else:
            code = "not_a_choice" if question.key in normal else "required"
            message = format_lazy(_("请回答：{text}"), text=question.text)
            problems.append(Problem(f"{QUESTIONS}.{question.key}", code, message))
    return values, problems


def _as_answer(question: Question, raw: Any) -> Any:
    """A form posts words; an answer is a bool, a number, a key or a list of keys in their order."""
    match question.type:
        case "yes_no" if isinstance(raw, str):
            return YES_NO.get(raw, raw)
        case "integer" if isinstance(raw, str) and raw.isascii() and raw.isdigit():
            return int(raw[:12])
        case "choices" if isinstance(raw, str):
            return [raw] if raw else []
        case "choices" if isinstance(raw, list | tuple) and question.allows(raw):
            return [choice.key for choice in question.choices if choice.key in raw]
    return raw


def _neighbours(block: Block) -> frozenset[str]:
    """Blocks that this block's rules read."""
    return frozenset().union(*(members(rule.rule, "blocks") for rule in block.rules))


def _cut(value: Any, keys: set[str]) -> Any:
    if isinstance(value, list | tuple):
        return [_cut(row, keys) for row in value]
    return {key: one for key, one in value.items() if key in keys}
