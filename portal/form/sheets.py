"""One page of the form, wherever its answers are kept: a question, a part of a block, of a row.

A sheet knows what it asks, what is there, what is wrong with it, how to keep what was typed, and
where to go from here. It keeps under the lock of the case, so two pages never wipe each other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.catalogue.answers import Problem, check_block
from bundles.catalogue.definition import Field, Question, Text
from portal.form.controls import Control
from portal.form.marks import Elsewhere
from portal.form.named import Pick
from portal.form.pages import Work, opened
from portal.form.stamp import version_of
from portal.form.steps import Step

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
    return replace(sheet, work=opened(sheet.work.submission, sheet.work.door))
