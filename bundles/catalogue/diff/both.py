"""Two versions under the same answers: where they come to something else, and the plainest case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from bundles.catalogue.definition import Question, Version
from bundles.catalogue.findings import Answered
from bundles.catalogue.lint.scenarios import MOST, Scenario, domain, meeting
from bundles.catalogue.lint.words import answered
from bundles.catalogue.scenario import BARRED, asked, bind

Names = Mapping[str, Any]
Seen = Callable[[Version, Names], str | None]
"""What one scenario shows of a version: a word to compare, None where there is nothing."""

Answers = tuple[Answered, ...]


def transitions(
    old: Version,
    new: Version,
    conditions: Iterable[str],
    seen: Seen,
    among: Callable[[Version, Names], bool] | None = None,
) -> dict[tuple[str | None, str | None], Answers | None]:
    """Each way it changes, with the fewest answers under which it does: None where it is always so.

    Only scenarios are compared that are ``among`` those of both versions. Where too many questions
    meet, only the usual answers are compared.
    """
    pairs: dict[tuple[str | None, str | None], Answers] = {}
    for before, after, given in _scenarios(old, new, list(conditions)):
        if among is not None and not (among(old, before) and among(new, after)):
            continue
        pair = (seen(old, before), seen(new, after))
        if pair not in pairs:
            pairs[pair] = _words(old, new, Scenario(after, given))
    pairs.pop((None, None), None)
    changed = {pair: answers for pair, answers in pairs.items() if pair[0] != pair[1]}
    if len(pairs) == 1:
        return dict.fromkeys(changed)
    return dict(changed)


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


def _words(old: Version, new: Version, scenario: Scenario) -> Answers:
    own = {k: v for k, v in scenario.given.items() if k in new.questions_by_key or k == BARRED}
    gone = {key: value for key, value in scenario.given.items() if key not in own}
    return (
        *answered(new, Scenario(scenario.names, own)),
        *answered(old, Scenario(scenario.names, gone)),
    )
