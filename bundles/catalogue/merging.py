"""What a bundle does with a document that its items used to ask for, one by one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, model_validator

from bundles.catalogue.form import Frozen
from departments.documents import Text
from departments.limits import Limit

WrittenLimit = Annotated[
    Limit,
    BeforeValidator(Limit.from_json),
    PlainSerializer(Limit.to_json, return_type=dict[str, str]),
]

RuleKind = Literal[
    "keep",
    "merged_form",
    "duplicate_of",
    "produced_by",
    "shared",
    "commitment",
    "inspection",
    "may_follow",
    "abolished",
]

NEEDED: dict[str, str] = {
    "merged_form": "into",
    "duplicate_of": "of",
    "produced_by": "by",
    "shared": "source",
    "commitment": "promise",
    "may_follow": "within",
    "abolished": "since",
}
"""The one thing each rule must say; the others say nothing."""


class Rule(Frozen):
    """The rule of one material.

    ``keep``: handed in, once. ``merged_form``: went ``into`` a block of the one form.
    ``duplicate_of`` another material ``of`` the bundle. ``produced_by`` the item ``by`` of it.
    ``shared``: fetched from a register, its ``source``. ``commitment``: a signed ``promise``
    instead of evidence, checked afterwards. ``inspection``: seen on the spot. ``may_follow``:
    handed in at the latest ``within`` this limit after acceptance. ``abolished``: no longer asked
    ``since``.
    """

    kind: RuleKind
    into: str | None = None
    of: str | None = None
    by: str | None = None
    source: Text | None = None
    promise: Text | None = None
    within: WrittenLimit | None = None
    since: date | None = None

    @model_validator(mode="after")
    def says_what_its_kind_needs(self) -> Rule:
        said = {
            name
            for name in ("into", "of", "by", "source", "promise", "within", "since")
            if getattr(self, name) is not None
        }
        needed = {NEEDED[self.kind]} if self.kind in NEEDED else set()
        if said != needed:
            wanted = "、".join(sorted(needed)) or "nothing else"
            raise ValueError(f"a {self.kind} rule says {wanted}")
        return self
