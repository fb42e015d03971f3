"""The scenario: every question bound to an answer, whether it was asked or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bundles.catalogue.conditions import Bound, holds
from bundles.catalogue.definition import Question, Version
from bundles.catalogue.form import QUESTIONS

Names = Mapping[str, Any]
BARRED = "barred"
"""Whether the applicant is on the list of those who broke a promise (失信名单)."""
RESERVED = frozenset({"local", "row", "rows", "blocks", QUESTIONS, BARRED})
"""Names a condition knows that no question may take."""


def scenario(
    version: Version, answers: Mapping[str, Any], *, barred: bool = False
) -> dict[str, Any]:
    """What conditions may name: all questions, the division's values as ``local``, and ``barred``.

    A question not asked, not answered, or answered with something that is no answer stands at its
    default: a plan can always be drawn, also for a draft.
    """
    given = answers.get(QUESTIONS)
    return bind(version, given if isinstance(given, Mapping) else {}, barred=barred)


def bind(version: Version, given: Mapping[str, Any], *, barred: bool = False) -> dict[str, Any]:
    names: dict[str, Any] = {"local": dict(version.values), BARRED: barred}
    for question in version.questions:
        value = given.get(question.key, question.default)
        if not question.allows(value) or not holds(question.when, names):
            value = question.default
        names[question.key] = list(value) if isinstance(value, tuple) else value
    return Bound(names)


def asked(version: Version, names: Names) -> tuple[Question, ...]:
    """The questions that matter in this scenario, in their order."""
    return tuple(question for question in version.questions if holds(question.when, names))
