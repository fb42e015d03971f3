"""A page of the scenario questions: one, or all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bundles.casework.actors import Actor
from bundles.catalogue.answers import Problem
from bundles.catalogue.conditions import variables
from bundles.catalogue.definition import Text
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import asked, scenario
from portal.form.controls import Control, question_control
from portal.form.keeping import kept_questions, storable
from portal.form.marks import Elsewhere, merged
from portal.form.pages import SITUATION
from portal.form.sheets import Asked, Sheet, Values, saved
from portal.form.steps import Step, steps_of_questions


@dataclass(frozen=True)
class QuestionSheet(Sheet):
    @property
    def key(self) -> str:
        return QUESTIONS

    @property
    def path(self) -> str:
        return QUESTIONS

    @property
    def stored(self) -> Values:
        return dict(self.work.questions)

    @property
    def part(self) -> Text:
        return SITUATION

    @property
    def help(self) -> Text | None:
        return None  # it stands with the question itself

    @property
    def fields(self) -> tuple[Asked, ...]:
        return self.step.fields if self.step else self.work.version.questions

    def whole(self, values: Values) -> Values:
        return {**self.work.answers, QUESTIONS: values}

    def canonical(self, values: Values) -> Values:
        return kept_questions(self.work.version, storable(values))

    def steps(self) -> tuple[Step, ...]:
        return steps_of_questions(self.work.version, self.work.answers)

    def address(self, step: Step) -> str:
        return self.work.url("step", block=QUESTIONS, step=step.key)

    def controls(self, values: Values, problems: Sequence[Problem]) -> list[Control]:
        version = self.work.version
        deciding = frozenset().union(*(variables(one.when) for one in version.questions))
        return [
            question_control(
                one,
                values,
                problems,
                decides=self.step is None and one.key in deciding,
                stored=self.stored.get(one.key),
            )
            for one in asked(version, scenario(version, self.whole(values)))
            if one.key in self.open
        ]

    def keep(self, typed: Values, was: Mapping[str, str], *, by: Actor) -> tuple[Sheet, Elsewhere]:
        seen = Elsewhere()

        def change(stored: Any) -> Values:
            nonlocal seen
            given = stored if isinstance(stored, dict) else {}
            kept, seen = merged(self.fields, given, storable(typed), was)
            return self.canonical(kept)

        return saved(self, change, by=by), seen
