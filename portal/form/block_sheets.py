"""A page of a block that is filled in once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bundles.casework.actors import Actor
from bundles.catalogue.answers import Problem
from bundles.catalogue.conditions import members
from bundles.catalogue.definition import Block, Field, Text
from portal.form.controls import Control, field_control
from portal.form.keeping import fields_beside, kept_row, storable
from portal.form.marks import Elsewhere, merged
from portal.form.named import Pick, people_named, picks
from portal.form.prefill import Suggestion
from portal.form.sheets import Asked, Sheet, Values, saved
from portal.form.steps import Step, steps_shown


@dataclass(frozen=True)
class BlockSheet(Sheet):
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
