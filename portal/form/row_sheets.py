"""A page of one row of a list. A row is known by its identity, not by where it stands.

The identity of a new row is made with its page: a double click, a repeated request and the autosave
all write the same row. One that was taken out meanwhile comes back at the end: nothing typed is
lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from bundles.casework.actors import Actor
from bundles.catalogue.answers import Problem
from bundles.catalogue.blocks import ROW_ID
from bundles.catalogue.definition import Field, Text
from portal.form.block_sheets import BlockSheet
from portal.form.marks import Elsewhere
from portal.form.named_rows import named_rows, rows_of
from portal.form.sheets import Sheet, Values, saved
from portal.form.steps import Step, steps_shown


@dataclass(frozen=True)
class RowSheet(BlockSheet):
    row: str = ""
    """The row's identity."""

    @cached_property
    def rows(self) -> list[Values]:
        return rows_of(self.work, self.block)

    @cached_property
    def index(self) -> int:
        """Where the row stands, or would."""
        found = (at for at, one in enumerate(self.rows) if one[ROW_ID] == self.row)
        return next(found, len(self.rows))

    @property
    def is_new(self) -> bool:
        return self.index == len(self.rows)

    @property
    def row_id(self) -> str:
        return self.row

    @property
    def path(self) -> str:
        return f"{self.block.key}.{self.index}"

    @property
    def part(self) -> Text:
        assert self.block.repeat is not None
        row, number = self.block.repeat.row, self.index + 1
        return Text(zh=f"{row.zh} {number}", en=f"{row.en} {number}")

    @property
    def help(self) -> Text | None:
        return self.step.help if self.step else None

    @property
    def stored(self) -> Values:
        return {} if self.is_new else dict(self.rows[self.index])

    @property
    def allowed(self) -> tuple[Field, ...]:
        return self.work.editing.fields(self.block, self.index)

    def whole(self, values: Values) -> Values:
        rows = [*self.rows[: self.index], values, *self.rows[self.index + 1 :]]
        blocks = {**(self.work.answers.get("blocks") or {}), self.block.key: rows}
        return {**self.work.answers, "blocks": blocks}

    def steps(self) -> tuple[Step, ...]:
        shown = steps_shown(self.work.version, self.work.answers, self.block, self.stored)
        return tuple(step for step in shown if any(one in self.allowed for one in step.fields))

    def address(self, step: Step) -> str:
        where = {"block": self.key, "index": self.index}
        if not step.key:
            return self.work.url("change", **where)
        return self.work.url("row-step", **where, step=step.key)

    @property
    def action(self) -> str:
        if self.is_new:
            return f"{self.work.url('add', block=self.key)}?row={self.row}"
        return self.address(self.step or Step("", self.part, None, ()))

    def leave(self) -> str:
        return self.work.url("page", block=self.key)

    def overview(self) -> str:
        return self.work.url("page", block=self.key)

    def reasons(self) -> tuple[str, ...]:
        return self.work.editing.block_reasons(self.key, self.index)

    def _asked(self, field: Field) -> tuple[str, ...]:
        return self.work.editing.reasons_at(self.key, field.key, self.index)

    def _of_the_whole(self, problem: Problem) -> bool:
        return False  # the list as a whole is judged on its own page

    def keep(self, typed: Values, was: Mapping[str, str], *, by: Actor) -> tuple[Sheet, Elsewhere]:
        seen = Elsewhere()

        def change(stored: Any) -> Any:
            nonlocal seen
            rows = named_rows(stored)
            at = next((at for at, one in enumerate(rows) if one[ROW_ID] == self.row), len(rows))
            if at == len(rows) and not any(typed.values()):
                return stored  # an empty page looked at is no row
            assert self.block.repeat is not None
            if at >= self.block.repeat.max:
                return stored
            there = rows[at] if at < len(rows) else {ROW_ID: self.row}
            kept, seen = self._merge(there, typed, was)
            return [*rows[:at], {ROW_ID: self.row, **kept}, *rows[at + 1 :]]

        return saved(self, change, by=by), seen

    def at(self, work: Any) -> RowSheet:
        return replace(self, work=work)
