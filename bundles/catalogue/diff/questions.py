"""The questions, their answers, and the local thresholds behind them."""

from __future__ import annotations

from collections.abc import Iterator

from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import Question, Text, Version
from bundles.catalogue.diff.both import Names, transitions
from bundles.catalogue.diff.words import Difference, sentence, where
from bundles.catalogue.lint.words import said


def differences(old: Version, new: Version) -> Iterator[Difference]:
    for key in dict.fromkeys([*old.questions_by_key, *new.questions_by_key]):
        yield from _asked(key, old, new)
        if key in old.questions_by_key and key in new.questions_by_key:
            yield from _same(old.questions_by_key[key], new.questions_by_key[key])
    for key in dict.fromkeys([*old.values, *new.values]):
        before, after = old.values.get(key), new.values.get(key)
        if before is not None and after is not None and not _told_as_cut(before, after, old, new):
            zh, en = (
                "本地规定的数值“{key}”由{old}改为{new}。",
                "The local value “{key}” changes from {old} to {new}.",
            )
            text = sentence(zh, en, key=key, old=str(before), new=str(after))
            yield Difference("value", key, "changed", text)


def _told_as_cut(before: object, after: object, old: Version, new: Version) -> bool:
    """Whether it is the same, or the question whose cut it is says the change in its own words."""
    pairs = [
        (old.questions_by_key[key].cuts, question.cuts)
        for key, question in new.questions_by_key.items()
        if key in old.questions_by_key
    ]
    return before == after or any(before in was and after in now for was, now in pairs)


def _asked(key: str, old: Version, new: Version) -> Iterator[Difference]:
    versions = [one for one in (old, new) if key in one.questions_by_key]
    question = versions[-1].questions_by_key[key]
    conditions = [one.questions_by_key[key].when for one in versions]
    if len(versions) == 2 and conditions[0] == conditions[1]:
        return

    def seen(version: Version, names: Names) -> str | None:
        one = version.questions_by_key.get(key)
        return "asked" if one is not None and holds(one.when, names) else None

    for (_before, after), answers in transitions(old, new, conditions, seen).items():
        gone = after is None
        zh = "{where}不再问“{text}”。" if gone else "{where}要问“{text}”。"
        en = "{where}“{text}” is no longer asked." if gone else "{where}“{text}” is asked."
        sentence_ = sentence(zh, en, where=where(answers), text=question.text)
        yield Difference("question", key, "removed" if gone else "added", sentence_)


def _same(old: Question, new: Question) -> Iterator[Difference]:
    if old.text.zh != new.text.zh:
        zh, en = "“{old}”改问“{new}”。", "“{old}” now reads “{new}”."
        yield Difference(
            "question", new.key, "changed", sentence(zh, en, old=old.text, new=new.text)
        )
    if old.cuts != new.cuts:
        zh = "“{text}”的分界由{old}改为{new}。"
        en = "The thresholds of “{text}” change from {old} to {new}."
        text = sentence(zh, en, text=new.text, old=_cuts(old), new=_cuts(new))
        yield Difference("question", new.key, "changed", text)
    if old.type == new.type and old.default != new.default:
        zh = "“{text}”原来默认答“{old}”，现在默认答“{new}”。"
        en = "The usual answer to “{text}” was “{old}” and is now “{new}”."
        text = sentence(
            zh, en, text=new.text, old=said(old, old.default), new=said(new, new.default)
        )
        yield Difference("question", new.key, "changed", text)
    yield from _choices(old, new)


def _choices(old: Question, new: Question) -> Iterator[Difference]:
    before, after = (
        {one.key: one.text for one in old.choices},
        {one.key: one.text for one in new.choices},
    )
    for key in dict.fromkeys([*before, *after]):
        if key not in after:
            zh, en = "“{text}”不再有“{choice}”这个答案。", "“{text}” no longer offers “{choice}”."
            yield Difference(
                "question", new.key, "removed", sentence(zh, en, text=new.text, choice=before[key])
            )
        elif key not in before:
            zh, en = "“{text}”可以答“{choice}”。", "“{text}” can be answered “{choice}”."
            yield Difference(
                "question", new.key, "added", sentence(zh, en, text=new.text, choice=after[key])
            )


def _cuts(question: Question) -> Text:
    numbers = [said(question, cut) for cut in question.cuts if isinstance(cut, int)]
    if not numbers:
        return Text(zh="没有分界", en="none")
    return Text(zh="、".join(one.zh for one in numbers), en=", ".join(one.en for one in numbers))
