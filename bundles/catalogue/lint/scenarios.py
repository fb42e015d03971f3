"""The scenarios a few questions can lead to, all of them.

Walking every combination of all questions would take half a million steps for a restaurant; walking
only the questions that meet in one statement proves that statement just as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any

from bundles.catalogue.conditions import variables
from bundles.catalogue.definition import Question, Version
from bundles.catalogue.scenario import bind

_MANY = 6


def scenarios(version: Version, conditions: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every distinct binding of the questions that these conditions speak of.

    The other questions stand at their defaults, and so does a question that is not asked.
    """
    keys = _meeting(version, conditions)
    walked = [question for question in version.questions if question.key in keys]
    seen: set[tuple[str, ...]] = set()
    for answers in product(*(domain(question) for question in walked)):
        given = {question.key: value for question, value in zip(walked, answers, strict=True)}
        names = bind(version, given)
        mark = tuple(repr(names[question.key]) for question in walked)
        if mark not in seen:
            seen.add(mark)
            yield names


def domain(question: Question) -> list[Any]:
    """All answers; of many choices every set of up to two and the whole; of numbers the ends."""
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
            return sorted({question.min, question.max, *_default(question)})


def _default(question: Question) -> list[Any]:
    return [question.default]


def _meeting(version: Version, conditions: Iterable[str]) -> set[str]:
    """The questions named, and those that decide whether these are asked."""
    waiting = [name for condition in conditions for name in variables(condition)]
    keys: set[str] = set()
    while waiting:
        question = version.questions_by_key.get(waiting.pop())
        if question is not None and question.key not in keys:
            keys.add(question.key)
            waiting.extend(variables(question.when))
    return keys
