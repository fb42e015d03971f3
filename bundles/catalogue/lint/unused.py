"""Every question, field and value serves somebody: what nobody needs is not asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.answers import declares
from bundles.catalogue.conditions import members, variables
from bundles.catalogue.definition import Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.lint.integers import unused as unused_cuts
from bundles.catalogue.lint.stated import stated


def inspect(version: Version) -> Iterator[Finding]:
    yield from _questions(version)
    yield from _without_choice(version)
    yield from _fields(version)
    yield from _values(version)
    yield from unused_cuts(version)
    yield from _before(version)


def _questions(version: Version) -> Iterator[Finding]:
    named = {name for one in stated(version) for name in variables(one.expression)}
    named |= {
        question.key
        for question in version.questions
        if any(declares(item.fields, QUESTIONS, question.key) for item in version.items)
    }
    for number, question in enumerate(version.questions):
        if question.key not in named:
            yield Finding(
                ("questions", number),
                _("问题“{key}”不影响任何内容。").format(key=question.key),
                _("请删去，或者让条件或事项用到它。"),
            )


def _without_choice(version: Version) -> Iterator[Finding]:
    """Questions that have one answer only: all others can never be reached."""
    for number, question in enumerate(version.questions):
        one_choice = question.type == "choice" and len(question.choices) < 2
        if one_choice or (question.type == "integer" and question.min >= question.max):
            yield Finding(
                ("questions", number),
                _("问题“{text}”只有一个答案。").format(text=question.text),
                _("请删去这个问题，或者补上别的答案。"),
            )


def _fields(version: Version) -> Iterator[Finding]:
    asked_by = {
        path
        for row in version.materials
        for rule in row.rules
        for path in (rule.subject or {}).values()
    }
    for number, block in enumerate(version.blocks):
        for at, field in enumerate(block.fields):
            path = f"{block.key}.{field.key}"
            if (
                block.for_hall
                or path in asked_by
                or any(declares(item.fields, block.key, field.key) for item in version.items)
            ):
                continue
            yield Finding(
                ("blocks", number, "fields", at),
                _("没有事项需要“{key}”。").format(key=path),
                _("请删去，或者写进需要它的事项的 fields。"),
            )


def _values(version: Version) -> Iterator[Finding]:
    local = {name for one in stated(version) for name in members(one.expression, "local")}
    for key in version.values:
        if key not in local:
            yield Finding(
                ("values", key), _("本地数值“{key}”没有用到。").format(key=key), _("请删去。")
            )


def _before(version: Version) -> Iterator[Finding]:
    steps = [step.item for step in version.before.steps]
    for number, item in enumerate(version.items):
        if steps.count(item.key) != 1:
            yield Finding(
                ("items", number, "key"),
                _("合并前的步骤里 {item} 应当恰好出现一次。").format(item=item.key),
                _("请在 before.steps 里补上或删去。"),
            )
    for number, step in enumerate(version.before.steps):
        historical = step.item not in version.items_by_key
        if historical and (step.department is None or step.fields is None):
            yield Finding(
                ("before", "steps", number),
                _("{item} 已经不在这件事里，要写明当时的部门和填写项数。").format(item=step.item),
                _("请补上 department 和 fields。"),
            )
