"""How the form is laid out: each field on one page, each block in one chapter, sums over figures.

And where first values come from: a consent or a question can have none (T7), for only fields can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Block, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import FORM

Place = tuple[str | int, ...]
FIGURES = ("money", "percent")
PERSON = {"name": "text", "id_number": "resident_id", "phone": "phone"}
NOT_PREFILLED = ("yes_no", "choices")
"""Answers of will: somebody gives them anew each time."""


def inspect(version: Version) -> Iterator[Finding]:
    yield from _chapters(version)
    for number, block in enumerate(version.blocks):
        place: Place = ("blocks", number)
        yield from _pages(place, block)
        yield from _sum(place, block, version)
        yield from _people(place, block)
        yield from _fields(place, block, version.blocks[:number])


def _chapters(version: Version) -> Iterator[Finding]:
    if not version.chapters:
        return
    named = [key for chapter in version.chapters for key in chapter.blocks]
    for number, chapter in enumerate(version.chapters):
        for key in chapter.blocks:
            if key not in version.blocks_by_key:
                yield _nowhere(("chapters", number, "blocks"), key)
    for number, block in enumerate(version.blocks):
        if named.count(block.key) != 1:
            yield Finding(
                ("blocks", number, "key"),
                _("“{key}”应当恰好列在一个 chapters 里。").format(key=block.key),
                _("请在 chapters 里补上或删去。"),
            )


def _pages(place: Place, block: Block) -> Iterator[Finding]:
    """Pages follow the order of the fields: a condition looks only at what was asked before it."""
    if not block.pages:
        return
    keys = [field.key for field in block.fields]
    named = [key for page in block.pages for key in page.fields]
    for number, page in enumerate(block.pages):
        if page.key in [one.key for one in block.pages[:number]] or page.key == "add":
            yield Finding(
                (*place, "pages", number, "key"),
                _("“{key}”用了两次。").format(key=page.key),
                _("请换一个没有用过的名称。"),
            )
        for key in page.fields:
            if key not in keys:
                yield _nowhere((*place, "pages", number, "fields"), key)
    if set(named) == set(keys) and named != keys:
        yield Finding(
            (*place, "pages"),
            _("“{key}”的页里，字段的顺序与 fields 不同，或者有字段出现了两次。").format(
                key=block.key
            ),
            _("请让每个字段按 fields 的顺序恰好出现在一页上。"),
        )
    for key in keys:
        if key not in named:
            yield Finding(
                (*place, "pages"),
                _("“{key}”不在任何一页上。").format(key=f"{block.key}.{key}"),
                _("请把它写进某一页的 fields。"),
            )


def _sum(place: Place, block: Block, version: Version) -> Iterator[Finding]:
    told = block.repeat.sum if block.repeat else None
    if told is None:
        return
    place = (*place, "repeat", "sum")
    field = block.field(told.field)
    if field is None:
        yield _nowhere((*place, "field"), told.field)
    elif field.type not in FIGURES:
        yield _no_figure((*place, "field"), told.field)
    if told.rule is not None and told.rule not in [rule.key for rule in block.rules]:
        yield _nowhere((*place, "rule"), told.rule)
    if told.to is not None:
        key, _dot, name = told.to.partition(".")
        other = version.blocks_by_key.get(key)
        goal = other.field(name) if other and other.repeat is None else None
        if goal is None:
            yield _nowhere((*place, "to"), told.to)
        elif goal.type not in FIGURES:
            yield _no_figure((*place, "to"), told.to)


def _people(place: Place, block: Block) -> Iterator[Finding]:
    for number, person in enumerate(block.people):
        for part, kind in PERSON.items():
            key = getattr(person, part)
            if key is None:
                continue
            field = block.field(key)
            if field is None or field.type != kind:
                yield _nowhere((*place, "people", number, part), f"{block.key}.{key}")


def _fields(place: Place, block: Block, before: Sequence[Block]) -> Iterator[Finding]:
    for number, field in enumerate(block.fields):
        if field.prefill and (block.repeat is not None or field.type in NOT_PREFILLED):
            yield Finding(
                (*place, "fields", number, "prefill"),
                _("“{key}”不能预填。").format(key=f"{block.key}.{field.key}"),
                _("只有单页块里的文字、数字、日期、单选可以预填，请删去 prefill。"),
            )
        for origin in field.prefill:
            if origin.startswith(FORM) and not _asked_once(before, origin.removeprefix(FORM)):
                yield _nowhere((*place, "fields", number, "prefill"), origin.removeprefix(FORM))
        if field.within is not None and field.type != "division":
            yield Finding(
                (*place, "fields", number, "within"),
                _("“{key}”不是区划，不能有 within。").format(key=f"{block.key}.{field.key}"),
                _("请删去 within，或者把类型改成 division。"),
            )


def _asked_once(before: Sequence[Block], name: str) -> bool:
    """Whether an earlier page that is no list asks for it."""
    key, _dot, field = name.partition(".")
    return any(one.key == key and one.repeat is None and one.field(field) for one in before)


def _no_figure(place: Place, name: str) -> Finding:
    return Finding(
        place,
        _("“{name}”不是金额或百分比，不能合计。").format(name=name),
        _("请换一个金额或百分比字段。"),
    )


def _nowhere(place: Place, name: str) -> Finding:
    return Finding(
        place, _("这里提到的“{name}”不存在。").format(name=name), _("请改正名称，或者先写出它。")
    )
