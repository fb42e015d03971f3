"""What a proof walked, and what the bundle comes to at its best, as a rule, and at its worst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from bundles.catalogue.definition import Version
from bundles.catalogue.figures import Figures
from bundles.catalogue.findings import Answered
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.lint.scenarios import Scenario
from bundles.catalogue.lint.totals import extremes
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.lint.words import answered
from bundles.catalogue.plan import plan
from bundles.catalogue.scenario import BARRED, bind
from departments.calendar import Calendar

_CALENDAR = Calendar()
"""Any will do: figures count days, and no due date is shown."""


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario and its figures; ``answers`` are those that are no defaults."""

    answers: tuple[Answered, ...]
    items: int
    before: Figures
    after: Figures


@dataclass(frozen=True, slots=True)
class Coverage:
    """``groups`` of questions that meet, walked completely: so many ``scenarios`` of them, in which
    conditions were run ``evaluations`` times. All combinations together would be ``combinations``.

    ``least`` and ``most`` bound the materials handed in now, in every scenario; ``best``,
    ``ordinary`` (every answer a default) and ``worst`` are real scenarios. ``idle`` are the places
    in the document that this division's own values switch off.
    """

    groups: int
    scenarios: int
    combinations: int
    evaluations: int
    questions: int
    items: int
    materials: int
    fields: int
    least: int
    most: int
    best: Case
    ordinary: Case
    worst: Case
    idle: tuple[str, ...]


def covered(walk: Walk, on: date | None = None) -> Coverage:
    version, day = walk.version, on or timezone.localdate()
    found = extremes(walk, day)
    return Coverage(
        groups=len(walk.groups),
        scenarios=sum(len(walked) for walked in walk.groups.values()),
        combinations=walk.combinations,
        evaluations=walk.evaluations,
        questions=len(version.questions),
        items=len(version.items),
        materials=len(version.materials),
        fields=sum(len(block.fields) for block in version.blocks),
        least=found.least,
        most=found.most,
        best=_case(version, found.best, day),
        ordinary=_case(version, {}, day),
        worst=_case(version, found.worst, day),
        idle=tuple(sorted(".".join(map(str, place)) for place in walk.idle)),
    )


def _case(version: Version, given: Mapping[str, Any], on: date) -> Case:
    barred = bool(given.get(BARRED))
    drawn = plan(version, {QUESTIONS: given}, on=on, calendar=_CALENDAR, barred=barred)
    scenario = Scenario(bind(version, given, barred=barred), given)
    return Case(answered(version, scenario), len(drawn.items), drawn.before, drawn.after)
