"""What an applicant promises, each promise by itself: pure, from a plan."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Any, Final

import rfc8785

from bundles.catalogue.answers import only
from bundles.catalogue.definition import Letter, Text, Version
from bundles.catalogue.plan import Plan

SIGNED_LETTERS: Final = ("commitment_letter", "pledge")
"""Letters of a version that are promises ticked on the page of answers."""

_STANDARD: Final = Text(
    zh="我已知道办理这个事项的条件、标准和要求，我现在已经符合，愿意接受核查；"
    "如果承诺不实，愿意承担下面写明的后果。",
    en="I know the conditions, standards and requirements of this item, I meet them now, and I "
    "agree to be checked. If what I promise is not so, I bear the consequences named below.",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with its full words, for these ``items``; ``consequences`` if it is broken.

    ``key`` is what gets ticked: ``material:M11``, ``paper:fire`` or ``item:R7``.
    """

    key: str
    title: Text
    text: Text
    items: tuple[str, ...]
    consequences: tuple[Text, ...] = ()

    def words_hash(self) -> str:
        """SHA-256, in hex, over the Chinese words, which are the ones that bind."""
        words = [self.title.zh, self.text.zh, *(one.zh for one in self.consequences)]
        return hashlib.sha256("\n".join(words).encode()).hexdigest()


def may_promise(version: Version) -> frozenset[str]:
    """The items about which anything can be promised in any scenario."""
    found = {item.key for item in version.items if item.commitment is not None}
    for letter in version.papers:
        if letter.kind in SIGNED_LETTERS:
            found.update(letter.items)
    for row in version.materials:
        if "commitment" in {rule.kind for rule in row.rules}:
            found.update(row.items)
    return frozenset(found)


def promises(version: Version, planned: Plan) -> tuple[Promise, ...]:
    """Everything promised in this scenario, in the order in which it is read: what is promised for
    single items and papers first, then the letters that speak of it all.
    """
    in_place = [one for one in planned.promises if one.rule.promise is not None]
    deciding = {one.item.key for one in planned.items if one.by_commitment}
    promising = deciding.union(*(one.needed_by for one in in_place))
    letters = [
        _letter(planned, one, promising) for one in planned.papers if one.kind in SIGNED_LETTERS
    ]
    spoken_of = {key for letter in letters for key in letter.items}
    found = [
        Promise(f"item:{key}", version.item(key).name, _STANDARD, (key,))
        for key in planned.item_keys
        if key in deciding - spoken_of
    ]
    found += [
        Promise(f"material:{one.material.key}", one.material.name, one.rule.promise, one.needed_by)
        for one in in_place
        if one.rule.promise is not None
    ]
    whole = [one for one in (*found, *letters) if one.items]
    return tuple(_with_consequences(version, one, deciding, spoken_of) for one in whole)


def _letter(planned: Plan, letter: Letter, promising: Set[str]) -> Promise:
    """A letter of commitment speaks of the items about which something is promised, a pledge of all
    of its own.
    """
    about = {key for key in letter.items if letter.kind == "pledge" or key in promising}
    items = tuple(key for key in planned.item_keys if key in about)
    return Promise(f"paper:{letter.key}", letter.title, letter.text, items)


def covers(
    version: Version, case: str, promise: Promise, item: str, filed: Mapping[str, Any]
) -> str:
    """The fingerprint of what the item sees of the form: another one wants a new promise (T7).

    ``filed`` is a filing's content, ``case`` the case's token: no two cases have one in common.
    """
    declared = set(version.item(item).materials)
    content: Any = {
        "case": case,
        "words": promise.words_hash(),
        "answers": only(version, filed["answers"], item),
        "materials": [dict(one) for one in filed["materials"] if one["key"] in declared],
    }
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _with_consequences(
    version: Version, promise: Promise, deciding: Set[str], spoken_of: Set[str]
) -> Promise:
    """What the law does to a broken promise on which an item is decided, said once for each: where
    a letter speaks of the item, by the letter.
    """
    said = []
    for key in promise.items:
        item, by_letter = version.item(key), promise.key.startswith("paper:")
        if key not in deciding or item.commitment is None or (key in spoken_of) != by_letter:
            continue
        words = item.commitment.consequences
        if len(promise.items) > 1:
            words = Text(zh=f"“{item.name.zh}”：{words.zh}", en=f"“{item.name.en}”: {words.en}")
        said.append(words)
    return replace(promise, consequences=tuple(said))
