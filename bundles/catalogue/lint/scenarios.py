"""The scenarios a few questions can lead to, all of them, the plainest first.

Walking every combination of all questions would take half a million steps for a restaurant; walking
only the questions that meet in one statement proves that statement just as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Any

from bundles.catalogue.conditions import members, variables
from bundles.catalogue.definition import Question, Version
from bundles.catalogue.scenario import BARRED, asked, bind

MOST = 20_000
"""So many combinations of answers are walked for one statement at the most."""

_MANY = 6
_FAR = 10**6


@dataclass(frozen=True, slots=True)
class Scenario:
    """``names`` binds all a condition may name; ``given`` holds what is not a default of it."""

    names: Mapping[str, Any]
    given: Mapping[str, Any]


class TooManyTogether(ValueError):
    """More questions meet in one statement than can be walked; ``keys`` names them."""

    code = "too_many_together"

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__("、".join(keys))
        self.keys = tuple(keys)


def meeting(version: Version, conditions: Iterable[str]) -> tuple[str, ...]:
    """The questions named, those that decide whether these are asked, and ``barred``, in order."""
    waiting = [name for condition in conditions for name in variables(condition)]
    keys: set[str] = set()
    while waiting:
        name = waiting.pop()
        question = version.questions_by_key.get(name)
        if name == BARRED:
            keys.add(name)
        elif question is not None and question.key not in keys:
            keys.add(question.key)
            waiting.extend(variables(question.when))
    ordered = [question.key for question in version.questions if question.key in keys]
    return (*ordered, BARRED) if BARRED in keys else tuple(ordered)


def scenarios(version: Version, keys: Sequence[str]) -> list[Scenario]:
    """Every distinct binding of these questions, those with the fewest other answers first.

    The other questions stand at their defaults, and so does a question that is not asked. Raises
    ``TooManyTogether``.
    """
    walked = [version.questions_by_key[key] for key in keys if key != BARRED]
    domains: list[list[Any]] = [domain(question) for question in walked]
    if BARRED in keys:
        domains.append([False, True])
    if prod(map(len, domains)) > MOST:
        raise TooManyTogether(keys)
    found: dict[tuple[str, ...], Scenario] = {}
    for answers in product(*domains):
        names = _bound(version, dict(zip(keys, answers, strict=True)))
        mark = tuple(repr(names[key]) for key in keys)
        if mark not in found:
            found[mark] = Scenario(names, _given(version, names, keys))
    return sorted(found.values(), key=lambda one: len(one.given))


def elsewhere(version: Version, conditions: Iterable[str]) -> list[Version]:
    """The version as it would be where the values these conditions name lie far off.

    What a place's own value rules out there is switched off, not misspelt.
    """
    named = {name for one in conditions for name in members(one, "local")}
    moved = {key: _far(version.values[key]) for key in sorted(named) if key in version.values}
    if not moved:
        return []
    others = [dict(zip(moved, far, strict=True)) for far in product(*moved.values())]
    return [version.model_copy(update={"values": {**version.values, **other}}) for other in others]


def domain(question: Question) -> list[Any]:
    """All answers; of many choices every set of up to two and the whole; of numbers both ends and
    both sides of each cut.
    """
    keys = [choice.key for choice in question.choices]
    match question.type:
        case "yes_no":
            return [False, True]
        case "choice":
            return keys
        case "choices":
            sizes = range(len(keys) + 1) if len(keys) <= _MANY else (0, 1, 2, len(keys))
            return [list(chosen) for size in sizes for chosen in combinations(keys, size)]
        case "integer":
            return sorted(number for number in set(_sides(question)) if question.allows(number))


def _sides(question: Question) -> Iterator[int]:
    yield from (question.min, question.max)
    if isinstance(question.default, int):
        yield question.default
    for cut in question.cuts:
        if isinstance(cut, int):
            yield from (cut, cut + 1)


def _bound(version: Version, given: Mapping[str, Any]) -> dict[str, Any]:
    return bind(version, given, barred=bool(given.get(BARRED)))


def _given(version: Version, names: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    said = {
        question.key: names[question.key]
        for question in asked(version, names)
        if question.key in keys and names[question.key] != _plain(question.default)
    }
    return {**said, BARRED: True} if names[BARRED] else said


def _plain(default: Any) -> Any:
    return list(default) if isinstance(default, tuple) else default


def _far(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [False, True]
    return [value, 0, _FAR] if isinstance(value, int) else [value]
