"""The scenario with least to hand in, and the one with most.

Found by changing one answer after another for as long as that helps, from several beginnings:
questions mostly act on their own, so this comes to the same as trying all scenarios, of which there
are too many. What it finds is always a real scenario, never a bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bundles.catalogue.definition import Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.lint.scenarios import domain
from bundles.catalogue.plan import Plan, plan
from departments.calendar import Calendar

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Extreme:
    """A scenario and what it comes to."""

    answers: Mapping[str, Any]
    plan: Plan


def extremes(version: Version, *, on: date, calendar: Calendar) -> tuple[Extreme, Extreme]:
    """Least and most to hand in; where that is equal, by fields, items and days."""
    domains = {one.key: tuple(domain(one)) for one in version.questions}

    def climb(answers: Answers, sign: int) -> Extreme:
        best = drawn(answers)
        better = True
        while better:
            better = False
            for key, values in domains.items():
                for value in values:
                    if value == best.answers.get(key):
                        continue
                    other = drawn({**best.answers, key: value})
                    if _burden(other.plan, sign) < _burden(best.plan, sign):
                        best, better = other, True
        return best

    def drawn(answers: Mapping[str, Any]) -> Extreme:
        return Extreme(answers, plan(version, {QUESTIONS: answers}, on=on, calendar=calendar))

    starts = [
        {one.key: one.default for one in version.questions},
        {key: values[0] for key, values in domains.items()},
        {key: values[-1] for key, values in domains.items()},
    ]
    least = min((climb(one, 1) for one in starts), key=lambda one: _burden(one.plan, 1))
    most = min((climb(one, -1) for one in starts), key=lambda one: _burden(one.plan, -1))
    return least, most


def _burden(plan: Plan, sign: int) -> tuple[int, int, int, Decimal]:
    after = plan.after
    return (
        sign * after.materials,
        sign * after.fields,
        sign * len(plan.items),
        sign * after.days,
    )
