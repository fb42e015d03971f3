"""Materials, as the applicant meets them: for which item, and what is to be done about each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import BundleMaterial, Text, Version
from bundles.catalogue.diff.both import Names, transitions
from bundles.catalogue.diff.words import Change, Difference, sentence, where
from bundles.catalogue.materials import rule_of

HOW: Mapping[str, Text] = {
    "keep": Text(zh="申请时提交", en="handed in with the application"),
    "merged_form": Text(zh="已并入一张表单", en="part of the one form"),
    "duplicate_of": Text(zh="与另一份材料相同，只交一次", en="the same as another, handed in once"),
    "produced_by": Text(zh="由本次办理的结果代替", en="comes out of this very case"),
    "shared": Text(zh="通过数据共享获取", en="fetched from a register"),
    "commitment": Text(zh="以书面承诺代替", en="replaced by a promise"),
    "inspection": Text(zh="现场查看", en="looked at on the spot"),
    "may_follow": Text(zh="可以在受理后补交", en="may follow after acceptance"),
    "abolished": Text(zh="已经取消", en="abolished"),
}
"""What becomes of a material under each rule."""

ASKED = "keep"


def differences(old: Version, new: Version) -> Iterator[Difference]:
    """Item by item, where both versions plan it: what comes or goes with an item is said there."""
    pairs = dict.fromkeys(
        (item, row.code)
        for version in (old, new)
        for row in version.materials
        for item in row.items
        if item in version.items_by_key
    )
    for item, code in pairs:
        rows = [_rows(version, item, code) for version in (old, new)]
        if rows[0] == rows[1] and old.questions == new.questions and old.values == new.values:
            continue
        yield from _changed(item, code, old, new)


def _rows(version: Version, item: str, code: str) -> list[BundleMaterial]:
    return [row for row in version.materials if row.code == code and item in row.items]


def _changed(item: str, code: str, old: Version, new: Version) -> Iterator[Difference]:
    def seen(version: Version, names: Names) -> str | None:
        for row in _rows(version, item, code):
            if holds(row.when, names):
                return rule_of(row, names).kind
        return None

    def planned(version: Version, names: Names) -> bool:
        one = version.items_by_key.get(item)
        return one is not None and holds(one.when, names)

    rows = [row for version in (old, new) for row in _rows(version, item, code)]
    conditions = {one for row in rows for one in (row.when, *(rule.when for rule in row.rules))}
    conditions |= {v.item(item).when for v in (old, new) if item in v.items_by_key}
    known = new if item in new.items_by_key else old
    found = transitions(old, new, sorted(conditions), seen, among=planned)
    for (before, after), answers in found.items():
        zh, en, change = _said(before, after)
        text = sentence(
            zh,
            en,
            where=where(answers),
            item=known.item(item).name,
            material=rows[-1].name,
            old=HOW.get(before or "", rows[-1].name),
            new=HOW.get(after or "", rows[-1].name),
        )
        yield Difference("material", rows[-1].key, change, text)


def _said(before: str | None, after: str | None) -> tuple[str, str, Change]:
    if after == ASKED:
        return (
            "{where}“{item}”要交“{material}”了。",
            "{where}“{item}” now asks for “{material}”.",
            "added",
        )
    if after is None:
        return (
            "{where}“{item}”不再要求“{material}”。",
            "{where}“{item}” no longer asks for “{material}”.",
            "removed",
        )
    if before == ASKED:
        return (
            "{where}“{item}”不再要交“{material}”：{new}。",
            "{where}“{material}” need no longer be handed in for “{item}”: {new}.",
            "removed",
        )
    if before is None:
        return (
            "{where}“{item}”的材料里多了“{material}”：{new}。",
            "{where}“{item}” now lists “{material}”: {new}.",
            "added",
        )
    return (
        "{where}“{item}”的“{material}”：原来{old}，现在{new}。",
        "{where}“{material}” for “{item}”: formerly {old}, now {new}.",
        "changed",
    )
