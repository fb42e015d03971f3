"""Items, what they wait for, their limits and what they cost."""

from __future__ import annotations

from collections.abc import Iterator

from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import Item, Version
from bundles.catalogue.diff.both import Names, transitions
from bundles.catalogue.diff.words import Change, Difference, sentence, where
from departments.limits import Limit


def differences(old: Version, new: Version) -> Iterator[Difference]:
    keys = list(dict.fromkeys([*old.items_by_key, *new.items_by_key]))
    for key in keys:
        yield from _planned(key, old, new)
        if key in old.items_by_key and key in new.items_by_key:
            yield from _same(old.item(key), new.item(key), old, new)
    if old.issuance != new.issuance:
        yield _limit(
            "issuance", "办好之后出件的时限", "The time for issuing", old.issuance, new.issuance
        )
    yield from _gathering(old, new)


def _planned(key: str, old: Version, new: Version) -> Iterator[Difference]:
    item = (new if key in new.items_by_key else old).item(key)

    def seen(version: Version, names: Names) -> str | None:
        one = version.items_by_key.get(key)
        return "planned" if one is not None and holds(one.when, names) else None

    conditions = [one.item(key).when for one in (old, new) if key in one.items_by_key]
    if len(set(conditions)) == 1 and len(conditions) == 2 and _alike(old, new):
        return
    for (_before, after), answers in transitions(old, new, conditions, seen).items():
        change: Change = "removed" if after is None else "added"
        zh = "{where}不再办理“{item}”。" if after is None else "{where}要办理“{item}”。"
        en = (
            "{where}“{item}” is no longer needed."
            if after is None
            else "{where}“{item}” is needed."
        )
        yield Difference(
            "item", key, change, sentence(zh, en, where=where(answers), item=item.name)
        )


def _alike(old: Version, new: Version) -> bool:
    return old.questions == new.questions and old.values == new.values


def _same(old: Item, new: Item, before: Version, after: Version) -> Iterator[Difference]:
    if old.name.zh != new.name.zh:
        text = sentence(
            "“{old}”改称“{new}”。", "“{old}” is now called “{new}”.", old=old.name, new=new.name
        )
        yield Difference("item", new.key, "changed", text)
    if old.department.code != new.department.code:
        text = sentence(
            "“{item}”改由{new}决定，原来是{old}。",
            "“{item}” is now decided by {new}, formerly by {old}.",
            item=new.name,
            new=new.department.name,
            old=old.department.name,
        )
        yield Difference("item", new.key, "changed", text)
    yield from _limits(old, new)
    yield from _needs(old, new, before, after)
    yield from _commitment(old, new, before, after)
    yield from _costs(old, new)


def _limits(old: Item, new: Item) -> Iterator[Difference]:
    named = [
        ("的承诺时限", "the promised time", old.promised, new.promised),
        ("的法定时限", "the legal time", old.legal, new.legal),
        ("的送达时限", "the time for delivery", old.delivery, new.delivery),
    ]
    if old.commitment is not None and new.commitment is not None:
        one, other = old.commitment, new.commitment
        named += [
            ("按告知承诺办理的时限", "the time by commitment", one.promised, other.promised),
            ("承诺后的核查期限", "the time for the check", one.follow_up, other.follow_up),
            ("限期整改的时间", "the time to put right", one.put_right, other.put_right),
        ]
    for zh, en, earlier, later in named:
        if earlier != later:
            yield _limit(
                new.key, f"“{new.name.zh}”{zh}", f"For “{new.name.en}”, {en}", earlier, later
            )


def _limit(key: str, zh: str, en: str, old: Limit, new: Limit) -> Difference:
    text = sentence(
        "{zh}由{old_zh}改为{new_zh}。",
        "{en} changes from {old_en} to {new_en}.",
        zh=zh,
        en=en,
        old_zh=old.zh,
        old_en=old.en,
        new_zh=new.zh,
        new_en=new.en,
    )
    return Difference("limit", key, "changed", text)


def _gathering(old: Version, new: Version) -> Iterator[Difference]:
    """Nobody ever waits in a version all of whose items hold the results together."""
    waited_for = [one.name for one in new.items if not one.holds_issuance]
    waited_before = any(not one.holds_issuance for one in old.items)
    if old.gather_minutes == new.gather_minutes or not waited_for or not waited_before:
        return
    text = sentence(
        "其他结果办好后，最多再等{named}{new}分钟就发，原来是{old}分钟。",
        "Once all else is ready, the results wait at most {new} minutes for {named_en}, "
        "formerly {old}.",
        named="、".join(f"“{name.zh}”" for name in waited_for),
        named_en=", ".join(f"“{name.en}”" for name in waited_for),
        old=str(old.gather_minutes),
        new=str(new.gather_minutes),
    )
    yield Difference("limit", "gather_minutes", "changed", text)


def _needs(old: Item, new: Item, before: Version, after: Version) -> Iterator[Difference]:
    one = {need.item: need for need in old.needs}
    other = {need.item: need for need in new.needs}
    for key in dict.fromkeys([*one, *other]):
        if one.get(key) == other.get(key):
            continue
        waited = (after if key in after.items_by_key else before).item(key).name
        now = other.get(key)
        change: Change = "added" if key not in one else "removed" if now is None else "changed"
        zh, en = _waits(now is not None, now is not None and now.soft)
        yield Difference("need", new.key, change, sentence(zh, en, item=new.name, other=waited))


def _waits(needed: bool, soft: bool) -> tuple[str, str]:
    if not needed:
        return "“{item}”不再等“{other}”的结果。", "“{item}” no longer waits for “{other}”."
    if soft:
        return (
            "“{item}”不等“{other}”的结果，结果出来后再补上。",
            "“{item}” does not wait for “{other}”; its result follows.",
        )
    return "“{item}”要先等“{other}”的结果。", "“{item}” waits for “{other}”."


def _commitment(old: Item, new: Item, before: Version, after: Version) -> Iterator[Difference]:
    if old.commitment == new.commitment and _alike(before, after):
        return

    def seen(version: Version, names: Names) -> str | None:
        item = version.item(new.key)
        promised = item.commitment is not None and holds(item.commitment.when, names)
        return "promised" if promised else "ordinary"

    def planned(version: Version, names: Names) -> bool:
        return holds(version.item(new.key).when, names)

    stated = [one.when for item in (old, new) for one in (item, item.commitment) if one is not None]
    found = transitions(before, after, stated, seen, among=planned)
    for (_earlier, later), answers in found.items():
        promised = later == "promised"
        zh = (
            "{where}“{item}”可以按告知承诺办理。"
            if promised
            else "{where}“{item}”不再按告知承诺办理。"
        )
        en = (
            "{where}“{item}” can be decided on a commitment."
            if promised
            else "{where}“{item}” is no longer decided on a commitment."
        )
        text = sentence(zh, en, where=where(answers), item=new.name)
        yield Difference("commitment", new.key, "changed", text)


def _costs(old: Item, new: Item) -> Iterator[Difference]:
    earlier, later = [
        [one for one in ((item.fee,) if item.fee else ()) + item.cost if not one.free]
        for item in (old, new)
    ]
    if earlier == later:
        return
    yield Difference(
        "fee",
        new.key,
        "changed",
        sentence(
            "“{item}”的费用由{old_zh}改为{new_zh}。",
            "What “{item}” costs changes from {old_en} to {new_en}.",
            item=new.name,
            old_zh="、".join(f"{one.what.zh}{one.amount}元" for one in earlier) or "不收费",
            new_zh="、".join(f"{one.what.zh}{one.amount}元" for one in later) or "不收费",
            old_en=", ".join(f"{one.what.en} {one.amount} yuan" for one in earlier) or "nothing",
            new_en=", ".join(f"{one.what.en} {one.amount} yuan" for one in later) or "nothing",
        ),
    )
