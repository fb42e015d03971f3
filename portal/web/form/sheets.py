"""One page of the form, wherever its answers are kept: a question, a part of a block, of a row.

A sheet knows what it asks, what is there, what is wrong with it, how to keep what was typed, and
where to go from here. It keeps under the lock of the case, so two pages never wipe each other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.catalogue.answers import Problem, check_block
from bundles.catalogue.blocks import ROW_ID
from bundles.catalogue.conditions import members, variables
from bundles.catalogue.definition import Block, Field, Question, Text
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.scenario import asked, scenario
from portal.web.device import version_of
from portal.web.form.controls import Control, field_control, question_control
from portal.web.form.keeping import fields_beside, kept_questions, kept_row, storable
from portal.web.form.marks import Elsewhere, merged, row_id
from portal.web.form.named import Pick, people_named, picks
from portal.web.form.pages import SITUATION, Work, opened
from portal.web.form.prefill import Suggestion
from portal.web.form.steps import Step, steps_of_questions, steps_shown

Values = dict[str, Any]
Asked = Field | Question


@dataclass(frozen=True)
class Sheet(ABC):
    """``step`` narrows it to one page; without, everything that is open there is on one page."""

    work: Work
    step: Step | None

    @property
    @abstractmethod
    def key(self) -> str:
        """The part of the answers: a block, or ``questions``."""

    @property
    @abstractmethod
    def path(self) -> str:
        """How problems name this place."""

    @property
    @abstractmethod
    def stored(self) -> Values:
        """What the server holds here."""

    @property
    @abstractmethod
    def fields(self) -> tuple[Asked, ...]:
        """All that this page may ask, in order, whether it matters now or not."""

    @property
    @abstractmethod
    def part(self) -> Text:
        """What the whole is called that this page belongs to."""

    @abstractmethod
    def whole(self, values: Values) -> Values:
        """The answers of the case as they would be with ``values`` here."""

    @abstractmethod
    def canonical(self, values: Values) -> Values:
        """Good values in their canonical form, without those that matter no more."""

    @abstractmethod
    def controls(self, values: Values, problems: Sequence[Problem]) -> list[Control]:
        """What the page shows of ``values``."""

    @abstractmethod
    def steps(self) -> tuple[Step, ...]:
        """The pages of this part as it stands."""

    @abstractmethod
    def address(self, step: Step) -> str: ...

    @abstractmethod
    def keep(self, typed: Values, was: Mapping[str, str], *, by: Actor) -> tuple[Sheet, Elsewhere]:
        """Save what was typed beside what is there; the sheet as it stands then."""

    @property
    def open(self) -> frozenset[str]:
        return frozenset(one.key for one in self.fields)

    @property
    def title(self) -> Text:
        return self.step.title if self.step else self.part

    @property
    def help(self) -> Text | None:
        return self.step.help if self.step else None

    @property
    def action(self) -> str:
        """Where the page posts to; empty for its own address."""
        return ""

    @property
    def row_id(self) -> str:
        return ""

    def picks(self, values: Values) -> list[Pick]:
        """People named already who can be taken over here."""
        return []

    def reasons(self) -> tuple[str, ...]:
        """What was asked of the whole."""
        return ()

    def problems(self, values: Values) -> list[Problem]:
        """What is wrong with what this page shows; what no field shows is told with the last."""
        found = check_block(self.work.version, self.whole(values), self.key)
        shown = {f"{self.path}.{one.key}" for one in self.fields}
        steps = self.steps()
        last = self.step is None or (bool(steps) and steps[-1].key == self.step.key)
        return [one for one in found if one.path in shown or (last and self._of_the_whole(one))]

    def _of_the_whole(self, problem: Problem) -> bool:
        return problem.path == self.path

    def place_in_steps(self) -> tuple[int, int]:
        """Which page of how many this is; (0, 0) where there is only one."""
        keys = [step.key for step in self.steps()]
        if self.step is None or len(keys) < 2 or self.step.key not in keys:
            return 0, 0
        return keys.index(self.step.key) + 1, len(keys)

    def onward(self) -> str:
        """The next page of this part, or what follows it."""
        if self.step is not None:
            steps = self.steps()
            keys = [step.key for step in steps]
            at = keys.index(self.step.key) + 1 if self.step.key in keys else 0
            if at < len(steps):
                return self.address(steps[at])
        return self.leave()

    def backward(self) -> str:
        """The page before this one, or the list of what is to be done."""
        if self.step is not None:
            steps = self.steps()
            keys = [step.key for step in steps]
            at = keys.index(self.step.key) if self.step.key in keys else 0
            if at > 0:
                return self.address(steps[at - 1])
        return self.overview()

    def overview(self) -> str:
        return self.work.url("tasks" if self.work.editing.whole else "correction")

    def leave(self) -> str:
        return self.work.after(self.key)


@dataclass(frozen=True)
class QuestionSheet(Sheet):
    """The scenario questions: one, or all of them."""

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


@dataclass(frozen=True)
class BlockSheet(Sheet):
    """A block that is filled in once."""

    block: Block

    @property
    def key(self) -> str:
        return self.block.key

    @property
    def path(self) -> str:
        return self.block.key

    @property
    def part(self) -> Text:
        return self.block.title

    @property
    def help(self) -> Text | None:
        if self.step is None or self.step.key == "" or self.step == self._first():
            return (self.step and self.step.help) or self.block.help
        return self.step.help

    def _first(self) -> Step | None:
        return next(iter(self.steps()), None)

    @property
    def stored(self) -> Values:
        found = self.work.block(self.block.key)
        return dict(found) if isinstance(found, dict) else {}

    @cached_property
    def fields(self) -> tuple[Asked, ...]:
        here = self.step.fields if self.step else self.block.fields
        return tuple(one for one in self.allowed if one in here)

    @property
    def allowed(self) -> tuple[Field, ...]:
        return self.work.editing.fields(self.block)

    def whole(self, values: Values) -> Values:
        blocks = {**(self.work.answers.get("blocks") or {}), self.block.key: values}
        return {**self.work.answers, "blocks": blocks}

    def canonical(self, values: Values) -> Values:
        return kept_row(self.work.version, self.work.answers, self.block, values)

    def steps(self) -> tuple[Step, ...]:
        shown = steps_shown(self.work.version, self.work.answers, self.block, self.stored)
        return tuple(step for step in shown if any(one in self.allowed for one in step.fields))

    def address(self, step: Step) -> str:
        if not step.key:
            return self.work.url("page", block=self.key)
        return self.work.url("step", block=self.key, step=step.key)

    def reasons(self) -> tuple[str, ...]:
        return self.work.editing.block_reasons(self.key)

    def picks(self, values: Values) -> list[Pick]:
        fields = [one for one in self._shown(values) if one.key in self.open]
        if not self.block.people or not fields:
            return []
        people = people_named(self.work.version, self.work.submission)
        known = {key: one.value for key, one in self._known().items()}
        return picks(self.block, fields, {**known, **values}, people)

    def controls(self, values: Values, problems: Sequence[Problem]) -> list[Control]:
        deciding = frozenset().union(*(members(one.when, "row") for one in self.block.fields))
        known = self._known()
        return [
            field_control(
                field,
                values,
                problems,
                path=self.path,
                asked=self._asked(field),
                decides=field.key in deciding,
                suggested=known.get(field.key),
                stored=self.stored.get(field.key),
            )
            for field in self._shown(values)
            if field.key in self.open
        ]

    def _known(self) -> dict[str, Suggestion]:
        if not self.work.editing.whole or self.block.repeat is not None:
            return {}
        return self.work.known.of(self.block, self.stored)

    def _shown(self, values: Values) -> tuple[Field, ...]:
        return fields_beside(self.work.version, self.work.answers, self.block, values)

    def _asked(self, field: Field) -> tuple[str, ...]:
        return self.work.editing.reasons_at(self.key, field.key)

    def _merge(
        self, there: Values, typed: Values, was: Mapping[str, str]
    ) -> tuple[Values, Elsewhere]:
        """Typed fields into a row; of a correction nothing but what was asked."""
        kept, seen = merged(self.fields, there, storable(typed), was)
        whole = self.canonical(kept)
        if len(self.allowed) == len(self.block.fields):
            return whole, seen
        asked = {one.key for one in self.allowed}
        return {
            **there,
            **{key: value for key, value in whole.items() if key in asked},
        }, seen

    def keep(self, typed: Values, was: Mapping[str, str], *, by: Actor) -> tuple[Sheet, Elsewhere]:
        seen = Elsewhere()

        def change(stored: Any) -> Values:
            nonlocal seen
            kept, seen = self._merge(stored if isinstance(stored, dict) else {}, typed, was)
            return kept

        return saved(self, change, by=by), seen


def held(sheet: Sheet) -> str:
    """What the server holds of this page, for the device that may hold more (``drafts.js``)."""
    shown = {one.key: sheet.stored.get(one.key) for one in sheet.fields}
    return version_of([sheet.row_id, shown])


def saved(sheet: Sheet, change: Any, *, by: Actor) -> Sheet:
    """The sheet over the case as it stands after the change."""
    submission = services.revise_answers(
        sheet.work.submission.pk, block=sheet.key, change=change, by=by
    )
    sheet.work.submission.answers = submission.answers
    return replace(sheet, work=opened(sheet.work.submission))


def rows_of(work: Work, block: Block) -> list[Values]:
    return named_rows(work.block(block.key))


def named_rows(stored: Any) -> list[Values]:
    """The rows, each with an identity; those that came without get one that lasts until saved."""
    rows = [row for row in stored if isinstance(row, dict)] if isinstance(stored, list) else []
    return [
        row if isinstance(row.get(ROW_ID), str) else {ROW_ID: row_id(row, index), **row}
        for index, row in enumerate(rows)
    ]
