"""What is signed: letters, consents, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bundles.catalogue.definition import Version
from bundles.catalogue.diff.words import Difference, Kind, sentence
from departments.documents import Text


def differences(old: Version, new: Version) -> Iterator[Difference]:
    yield from _signed("paper", _by_key(old.papers), _by_key(new.papers))
    yield from _signed("consent", _by_key(old.consents), _by_key(new.consents))
    yield from _signed("signatory", _by_key(old.signatories), _by_key(new.signatories))
    if old.name.zh != new.name.zh:
        zh, en = "“{old}”改称“{new}”。", "“{old}” is now called “{new}”."
        yield Difference("other", "name", "changed", sentence(zh, en, old=old.name, new=new.name))


_WORDS: Mapping[str, tuple[Text, Text, Text]] = {
    "paper": (
        Text(zh="增加文书“{title}”，申请时签署。", en="“{title}” is to be signed."),
        Text(zh="不再签署“{title}”。", en="“{title}” is no longer signed."),
        Text(zh="“{title}”的内容有变化。", en="“{title}” reads differently."),
    ),
    "consent": (
        Text(zh="增加告知同意“{title}”。", en="Consent “{title}” is asked."),
        Text(zh="不再征求同意“{title}”。", en="Consent “{title}” is no longer asked."),
        Text(zh="告知同意“{title}”的内容有变化。", en="Consent “{title}” reads differently."),
    ),
    "signatory": (
        Text(zh="要由“{title}”签字确认。", en="“{title}” has to sign."),
        Text(zh="不再要“{title}”签字。", en="“{title}” no longer has to sign."),
        Text(zh="“{title}”签字确认的内容有变化。", en="What “{title}” signs reads differently."),
    ),
}


def _signed(kind: Kind, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    added, removed, changed = _WORDS[kind]
    for key in dict.fromkeys([*old, *new]):
        if key not in old:
            yield Difference(kind, key, "added", _titled(added, new[key].title))
        elif key not in new:
            yield Difference(kind, key, "removed", _titled(removed, old[key].title))
        elif old[key] != new[key]:
            yield Difference(kind, key, "changed", _titled(changed, new[key].title))


def _titled(words: Text, title: Text) -> Text:
    return sentence(words.zh, words.en, title=title)


def _by_key(parts: tuple[Any, ...]) -> dict[str, Any]:
    return {one.key: one for one in parts}
