"""The one form: which fields there are, and when they are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bundles.catalogue.conditions import holds, members
from bundles.catalogue.definition import Block, Field, Version
from bundles.catalogue.diff.both import Answers, Names, transitions
from bundles.catalogue.diff.words import Change, Difference, sentence, where

_TAKES: Final[Mapping[Change, tuple[str, str]]] = {
    "added": (
        "写明了填好一张表单大约要{new}分钟。",
        "The one form is now said to take about {new} minutes.",
    ),
    "removed": (
        "不再写明填好一张表单大约要多长时间。",
        "It is no longer said how long the one form takes.",
    ),
    "changed": (
        "填好一张表单大约要{new}分钟，原来写的是{old}分钟。",
        "The one form takes about {new} minutes; {old} were stated before.",
    ),
}


def differences(old: Version, new: Version) -> Iterator[Difference]:
    """Block by block; fields that come or go under the same answers are said together."""
    for key in dict.fromkeys([*old.blocks_by_key, *new.blocks_by_key]):
        versions = [one for one in (old, new) if key in one.blocks_by_key]
        fields = dict.fromkeys(one.key for version in versions for one in version.block(key).fields)
        together: dict[tuple[bool, Answers | None], list[str]] = {}
        for field in fields:
            for gone, answers in _shown(key, field, old, new):
                together.setdefault((gone, answers), []).append(field)
        for (gone, answers), names in together.items():
            yield _said(versions[-1].block(key), names, versions, answers, gone=gone)
        for field in fields:
            yield from _same(key, field, old, new)
    yield from _filling(old.filling_minutes, new.filling_minutes)


def _filling(old: int | None, new: int | None) -> Iterator[Difference]:
    """About how long it takes; a version may leave that unsaid."""
    if old == new:
        return
    change: Change = "added" if old is None else "removed" if new is None else "changed"
    zh, en = _TAKES[change]
    text = sentence(zh, en, old=str(old), new=str(new))
    yield Difference("other", "filling_minutes", change, text)


def _found(version: Version, block: str, key: str) -> tuple[str, Field] | None:
    """The field and the condition of its block."""
    one = version.blocks_by_key.get(block)
    field = one.field(key) if one is not None else None
    return (one.when, field) if one is not None and field is not None else None


def _conditions(version: Version, block: str, key: str) -> tuple[str, ...]:
    """What of its own row decides is left out: that changes with each row."""
    found = _found(version, block, key)
    if found is None:
        return ()
    return (found[0],) if members(found[1].when, "row") else (found[0], found[1].when)


def _shown(
    block: str, key: str, old: Version, new: Version
) -> Iterator[tuple[bool, Answers | None]]:
    """Whether it goes or comes, and under which answers."""
    if _found(old, block, key) == _found(new, block, key) and old.values == new.values:
        return

    def seen(version: Version, names: Names) -> str | None:
        stated = _conditions(version, block, key)
        return "shown" if stated and all(holds(one, names) for one in stated) else None

    conditions = [*_conditions(old, block, key), *_conditions(new, block, key)]
    for (_before, after), answers in transitions(old, new, conditions, seen).items():
        yield after is None, answers


def _said(
    block: Block,
    names: list[str],
    versions: list[Version],
    answers: Answers | None,
    *,
    gone: bool,
) -> Difference:
    found = [next(f for v in versions if (f := v.block(block.key).field(one))) for one in names]
    zh = "{where}“{block}”里不再填{labels}。" if gone else "{where}“{block}”里要填{labels}。"
    en = (
        "{where}“{block}” no longer asks for {labels_en}."
        if gone
        else "{where}“{block}” asks for {labels_en}."
    )
    text = sentence(
        zh,
        en,
        where=where(answers),
        block=block.title,
        labels="、".join(f"“{field.label.zh}”" for field in found),
        labels_en=", ".join(f"“{field.label.en}”" for field in found),
    )
    path = f"{block.key}.{names[0]}" if len(names) == 1 else block.key
    return Difference("field", path, "removed" if gone else "added", text)


def _same(block: str, key: str, old: Version, new: Version) -> Iterator[Difference]:
    before, after = _found(old, block, key), _found(new, block, key)
    if before is not None and after is not None:
        yield from _field(new.block(block), before[1], after[1])


def _field(block: Block, old: Field, new: Field) -> Iterator[Difference]:
    path = f"{block.key}.{new.key}"
    if old.label.zh != new.label.zh:
        zh, en = (
            "“{block}”里的“{old}”改称“{new}”。",
            "“{old}” under “{block}” is now called “{new}”.",
        )
        text = sentence(zh, en, block=block.title, old=old.label, new=new.label)
        yield Difference("field", path, "changed", text)
    if old.required != new.required:
        zh = (
            "“{block}”里的“{label}”必须填写。"
            if new.required
            else "“{block}”里的“{label}”可以不填。"
        )
        en = (
            "“{label}” under “{block}” must be filled in."
            if new.required
            else "“{label}” under “{block}” may be left empty."
        )
        text = sentence(zh, en, block=block.title, label=new.label)
        yield Difference("field", path, "changed", text)
    if {one.key for one in old.choices} != {one.key for one in new.choices}:
        zh, en = (
            "“{block}”里“{label}”的选项有变化：{choices}。",
            "“{label}” under “{block}” now offers: {choices_en}.",
        )
        text = sentence(
            zh,
            en,
            block=block.title,
            label=new.label,
            choices="、".join(one.text.zh for one in new.choices) or "没有选项",
            choices_en=", ".join(one.text.en for one in new.choices) or "no choices",
        )
        yield Difference("field", path, "changed", text)
