"""Keys are unique, choices and limits are sound, and every reference leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Block, Field, Item, Text, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.lint.rows import rules_of
from bundles.catalogue.scenario import RESERVED

Place = tuple[str | int, ...]


def inspect(version: Version) -> Iterator[Finding]:
    yield from _once(("questions",), [one.key for one in version.questions])
    yield from _once(("blocks",), [one.key for one in version.blocks])
    yield from _once(("items",), [one.key for one in version.items])
    yield from _once(("materials",), [one.key for one in version.materials])
    yield from _once(("consents",), [one.key for one in version.consents])
    yield from _once(("papers",), [one.key for one in version.papers])
    yield from _reserved(version)
    for number, block in enumerate(version.blocks):
        yield from _block(("blocks", number), block)
    for number, item in enumerate(version.items):
        yield from _item(("items", number), item, version)
    yield from _materials(version)


def _once(place: Place, keys: list[str]) -> Iterator[Finding]:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Finding(
                (*place, index, "key"),
                _("“{key}”用了两次。").format(key=key),
                _("请换一个没有用过的名称。"),
            )


def _reserved(version: Version) -> Iterator[Finding]:
    for index, question in enumerate(version.questions):
        if question.key in RESERVED:
            yield Finding(
                ("questions", index, "key"),
                _("“{key}”有固定含义，不能用作问题的名称。").format(key=question.key),
                _("请换一个名称。"),
            )
    for index, block in enumerate(version.blocks):
        if block.key == QUESTIONS:
            yield Finding(
                ("blocks", index, "key"),
                _("“{key}”有固定含义，不能用作表单块的名称。").format(key=block.key),
                _("请换一个名称。"),
            )


def _block(place: Place, block: Block) -> Iterator[Finding]:
    yield from _once((*place, "fields"), [field.key for field in block.fields])
    yield from _once((*place, "rules"), [rule.key for rule in block.rules])
    for number, field in enumerate(block.fields):
        yield from _field((*place, "fields", number), field)
    for number, rule in enumerate(block.rules):
        if rule.about is not None and block.field(rule.about) is None:
            yield _nowhere((*place, "rules", number, "about"), rule.about)
        yield from _unfilled((*place, "rules", number, "message"), rule.message)


def _unfilled(place: Place, text: Text | None) -> Iterator[Finding]:
    """What still stands in braces is no value of this place."""
    if text is not None:
        for name in sorted(set(re.findall(r"{(\w+)}", text.zh + text.en))):
            yield _nowhere(place, name)


def _field(place: Place, field: Field) -> Iterator[Finding]:
    yield from _unfilled((*place, "help"), field.help)
    yield from _once((*place, "choices"), [choice.key for choice in field.choices])
    if bool(field.choices) != (field.type in ("choice", "choices")):
        yield Finding(
            (*place, "choices"),
            _("{type}类型与选项不相配。").format(type=field.type),
            _("choice 和 choices 必须列出选项，其他类型不能有选项。"),
        )
    if field.min is not None and field.max is not None and field.min > field.max:
        yield Finding((*place, "min"), _("下限大于上限。"), _("请让 min 不大于 max。"))
    if field.pattern is not None:
        try:
            re.compile(field.pattern)
        except re.error as error:
            yield Finding(
                (*place, "pattern"),
                _("这个正则表达式无法读取（{error}）。").format(error=error),
                _("请改正写法。"),
            )


def _item(place: Place, item: Item, version: Version) -> Iterator[Finding]:
    for number, need in enumerate(item.needs):
        yield from _known((*place, "needs", number), (need.item,), version.items_by_key)
    yield from _known((*place, "materials"), item.materials, version.materials_by_key)
    yield from _known((*place, "fields"), item.fields, _declarable(version))
    for number, shared in enumerate(item.sees):
        yield from _known((*place, "sees", number), (shared.item,), version.items_by_key)
    whereabouts = {f"field:{path}" for path in _declarable(version) if "." in path}
    whereabouts |= {f"block:{block.key}" for block in version.blocks}
    whereabouts |= {f"material:{material.key}" for material in version.materials}
    for point in item.check_points:
        if point.about not in whereabouts:
            yield _nowhere((*place, "looks_at", point.key), point.about)


def _materials(version: Version) -> Iterator[Finding]:
    """An abolished row may name items that are no more."""
    old = {step.item for step in version.before.steps}
    for number, material in enumerate(version.materials):
        gone = all(rule.kind == "abolished" for rule in material.rules)
        known = version.items_by_key.keys() | (old if gone else set())
        yield from _known(("materials", number, "items"), material.items, known)
        for place, _at, rule in rules_of(number, material):
            if rule.into is not None:
                yield from _known((*place, "into"), (rule.into,), version.blocks_by_key)
            if rule.of is not None:
                yield from _known((*place, "of"), (rule.of,), version.materials_by_key)
            if rule.by is not None:
                yield from _known((*place, "by"), (rule.by,), version.items_by_key)
    for number, letter in enumerate(version.papers):
        yield from _known(("papers", number, "items"), letter.items, version.items_by_key)
        yield from _unfilled(("papers", number, "text"), letter.text)


def _declarable(version: Version) -> set[str]:
    paths = {f"{QUESTIONS}.{question.key}" for question in version.questions}
    for block in version.blocks:
        paths.add(block.key)
        paths |= {f"{block.key}.{field.key}" for field in block.fields}
    return paths


def _known(place: Place, names: Iterable[str], known: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            yield _nowhere(place, name)


def _nowhere(place: Place, name: str) -> Finding:
    return Finding(
        place, _("这里提到的“{name}”不存在。").format(name=name), _("请改正名称，或者先写出它。")
    )
