"""Two versions under the same answers: where they come to something else, and the plainest case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from bundles.catalogue.definition import Question, Text, Version
from bundles.catalogue.findings import Answered
from bundles.catalogue.lint.scenarios import MOST, Scenario, domain, meeting
from bundles.catalogue.lint.words import answered, said
from bundles.catalogue.scenario import BARRED, asked, bind

Names = Mapping[str, Any]
Seen = Callable[[Version, Names], str | None]
"""What one scenario shows of a version: a word to compare, None where there is nothing."""

Answers = tuple[Answered, ...]
Pair = tuple[str | None, str | None]


def transitions(
    old: Version,
    new: Version,
    conditions: Iterable[str],
    seen: Seen,
    among: Callable[[Version, Names], bool] | None = None,
) -> dict[Pair, Answers | None]:
    """Each way it changes, with the fewest answers under which it does: None where it is always so.

    Only scenarios are compared that are ``among`` those of both versions. Where too many questions
    meet, only the usual answers are compared.
    """
    pairs: dict[Pair, list[Scenario]] = {}
    for before, after, given in _scenarios(old, new, list(conditions)):
        if among is None or (among(old, before) and among(new, after)):
            pair = (seen(old, before), seen(new, after))
            pairs.setdefault(pair, []).append(Scenario(after, given))
    pairs.pop((None, None), None)
    changed = {pair: found for pair, found in pairs.items() if pair[0] != pair[1]}
    if len(pairs) == 1:
        return dict.fromkeys(changed)
    return {pair: _words(old, new, found[0], found) for pair, found in changed.items()}


def _scenarios(
    old: Version, new: Version, conditions: Sequence[str]
) -> list[tuple[Names, Names, Mapping[str, Any]]]:
    keys = list(dict.fromkeys([*meeting(new, conditions), *meeting(old, conditions)]))
    domains = [_answers(key, old, new) for key in keys]
    if prod(map(len, domains)) > MOST:
        keys, domains = [], []
    found = []
    for answers in product(*domains):
        said = dict(zip(keys, answers, strict=True))
        barred = bool(said.get(BARRED))
        before, after = bind(old, said, barred=barred), bind(new, said, barred=barred)
        found.append((before, after, _given(new, after, keys) | _gone(old, new, before, keys)))
    return sorted(found, key=lambda one: len(one[2]))


def _answers(key: str, old: Version, new: Version) -> list[Any]:
    if key == BARRED:
        return [False, True]
    questions = [one.questions_by_key[key] for one in (new, old) if key in one.questions_by_key]
    found: list[Any] = []
    for question in questions:
        found += [answer for answer in domain(question) if answer not in found]
    return sorted(found) if all(isinstance(one, int) for one in found) else found


def _given(version: Version, names: Names, keys: Sequence[str]) -> dict[str, Any]:
    """The answers that are no defaults, of the questions that are asked."""
    said = {
        question.key: names[question.key]
        for question in asked(version, names)
        if question.key in keys and names[question.key] != _default(question)
    }
    return {**said, BARRED: True} if names[BARRED] else said


def _gone(old: Version, new: Version, names: Names, keys: Sequence[str]) -> dict[str, Any]:
    """Answers to questions that only the old version asks."""
    given = _given(old, names, [key for key in keys if key not in new.questions_by_key])
    given.pop(BARRED, None)
    return given


def _default(question: Question) -> Any:
    return list(question.default) if isinstance(question.default, tuple) else question.default


def _words(old: Version, new: Version, plainest: Scenario, like: Sequence[Scenario]) -> Answers:
    """The answers of the plainest scenario, numbers with all up to where it becomes different."""
    found = []
    for key, value in plainest.given.items():
        version = new if key in new.questions_by_key else old
        (told,) = answered(version, Scenario(plainest.names, {key: value}))
        question = version.questions_by_key.get(key)
        if question is not None and question.type == "integer":
            last = _last(value, _answers(key, old, new), _same_but(key, plainest, like))
            told = _up_to(told, said(question, last)) if last != value else told
        found.append(told)
    return tuple(found)


def _same_but(key: str, plainest: Scenario, like: Sequence[Scenario]) -> set[Any]:
    """What else this one answer may be for it to come to the same."""
    rest = _without(plainest.given, key)
    return {one.given[key] for one in like if key in one.given and _without(one.given, key) == rest}


def _last(value: int, domain: Sequence[int], same: set[Any]) -> int:
    """The end of the run that begins at ``value``; both sides of each cut are in the domain."""
    for number in domain:
        if number > value:
            if number not in same:
                break
            value = number
    return value


def _up_to(told: Answered, last: Text) -> Answered:
    first = told.answer
    return Answered(told.question, Text(zh=f"{first.zh}至{last.zh}", en=f"{first.en} to {last.en}"))


def _without(given: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {other: value for other, value in given.items() if other != key}
