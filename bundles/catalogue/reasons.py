"""Why a material is asked for, and why it is not, in a citizen's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bundles.catalogue.definition import BundleMaterial, Item, Rule, Text, Version

Missing = Literal["not_found", "down", "not_named"]
"""Why nothing came from a register: it does not know the subject, it does not answer, or the
applicant left empty what one looks it up by.
"""

_GIVES: Mapping[str, tuple[str, str]] = {
    "licence": ("核发", "issued by"),
    "registration": ("核发", "issued by"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a material is asked for (``needed_by``), or the rule that spares it."""

    code: str
    text: Text


def needed_by(item: Item) -> Reason:
    zh = f"{item.department.name.zh}办理“{item.name.zh}”需要。"
    en = f"{item.department.name.en} needs it for “{item.name.en}”."
    return Reason("needed_by", Text(zh=zh, en=en))


def until(since: date) -> Reason:
    zh, en = f"{_day_zh(since)}起不再需要。", f"No longer needed from {since}."
    return Reason("abolished", Text(zh=zh, en=en))


def follows(version: Version, material: BundleMaterial, rule: Rule) -> Reason:
    """Raises AssertionError for a rule that lets nothing follow."""
    assert rule.within is not None
    zh, en = rule.within.zh, rule.within.en
    if rule.by is not None:
        who_zh, who_en = _gives(version.item(rule.by))
        zh = f"可以先受理：受理后{zh}内{who_zh}，自动共享。"
        en = f"The case goes ahead without it: within {en} of acceptance it is {who_en}."
        return Reason(rule.kind, Text(zh=zh, en=en))
    return Reason(
        rule.kind,
        Text(
            zh=f"可以先受理，受理后{zh}内补交。",
            en=f"May follow within {en} of acceptance.",
        ),
    )


def missing(version: Version, material: BundleMaterial, rule: Rule, why: Missing) -> Reason:
    """Why something that is usually fetched has to be handed in this time."""
    source, name = rule.source or material.name, material.name
    match why:
        case "not_found":
            zh = f"本来不用提交，但是在{source.zh}没有查到，请您提供{name.zh}。"
            en = f"Usually fetched, but {source.en} has nothing on it: please hand in {name.en}."
        case "down":
            zh = f"本来不用提交，但是{source.zh}暂时连接不上，请您提供{name.zh}。"
            en = f"Usually fetched, but {source.en} does not answer now: please hand in {name.en}."
        case "not_named":
            labels = list(_subject(version, rule))
            zh = f"您没有填写{'、'.join(label.zh for label in labels)}，请上传{name.zh}。"
            wanted = ", ".join(label.en for label in labels)
            en = f"You have not filled in {wanted}: please upload {name.en}."
    return Reason(why, Text(zh=zh, en=en))


def spared(version: Version, material: BundleMaterial, rule: Rule, *, handed_in: bool) -> Reason:
    """Why it is not asked for. ``handed_in``: of a duplicate, whether the original is."""
    zh, en = _words(version, material, rule, handed_in=handed_in)
    return Reason(
        rule.kind,
        Text(zh=f"无需提交{material.name.zh}：{zh}", en=f"No need for “{material.name.en}”: {en}"),
    )


def _words(
    version: Version, material: BundleMaterial, rule: Rule, *, handed_in: bool
) -> tuple[str, str]:
    match rule.kind:
        case "merged_form":
            title = version.block(rule.into or "").title
            return (
                f"已并入一张表单里的“{title.zh}”。",
                f"it is part of the one form, under “{title.en}”.",
            )
        case "duplicate_of":
            return _same(material, version.material(rule.of or ""), handed_in=handed_in)
        case "produced_by":
            zh, en = _gives(version.item(rule.by or ""))
            return f"本次{zh}后自动共享。", f"it is {en} in this very case and passed on."
        case "shared" if rule.source is not None:
            return f"通过{rule.source.zh}共享获取。", f"it is fetched from {rule.source.en}."
        case "commitment" if rule.promise is not None:
            return (
                f"以书面承诺代替。承诺内容：{rule.promise.zh}",
                f"a signed promise takes its place: {rule.promise.en}",
            )
        case "inspection" if rule.source is not None:
            return f"{rule.source.zh}。", f"{rule.source.en}."
        case "inspection":
            return "由工作人员到现场查看。", "officials look at it on the spot."
        case "abolished" if rule.since is not None:
            return f"自{_day_zh(rule.since)}起已取消。", f"abolished on {rule.since}."
    raise AssertionError(rule.kind)


def _same(material: BundleMaterial, other: BundleMaterial, *, handed_in: bool) -> tuple[str, str]:
    """One paper stands for both; another name is named."""
    name = other.name
    if name == material.name and handed_in:
        return "各部门共用一份，只交一次。", "all departments share the one handed in."
    if name == material.name:
        return "各部门共用一份。", "all departments share one."
    if not handed_in:
        return f"与“{name.zh}”相同。", f"it is the same as “{name.en}”."
    return f"与“{name.zh}”相同，只交一次。", f"same as “{name.en}”, handed in once."


def _gives(item: Item) -> tuple[str, str]:
    """Who gives the result of an item: 由市场监管局核发."""
    maker = item.result.maker
    if item.result.made_by == "provider" and maker is not None:
        return f"由{maker.short_name.zh}出具", f"made out by {maker.short_name.en}"
    zh, en = _GIVES.get(item.kind, ("办好", "given by"))
    return f"由{item.department.short_name.zh}{zh}", f"{en} {item.department.short_name.en}"


def _subject(version: Version, rule: Rule) -> Iterator[Text]:
    for path in (rule.subject or {}).values():
        block_key, _dot, field_key = path.partition(".")
        block = version.blocks_by_key.get(block_key)
        field = block.field(field_key) if block else None
        if field is not None:
            yield field.label


def _day_zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
