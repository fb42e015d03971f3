"""What a bundle does with a document that its items used to ask for, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, PlainSerializer, model_validator
from pydantic import Field as Declared

from bundles.catalogue.conditions import ALWAYS
from bundles.catalogue.form import Condition, Frozen, Key
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
"""The one thing each rule must say."""

ALLOWED: dict[str, frozenset[str]] = {
    "produced_by": frozenset({"within"}),
    "shared": frozenset({"registry", "subject"}),
    "inspection": frozenset({"source"}),
}
"""What a rule may say besides; the others say nothing."""

_SAYS = ("into", "of", "by", "source", "registry", "subject", "promise", "within", "since")


class Rule(Frozen):
    """The rule of one material; of several, the first whose ``when`` holds.

    ``keep``: handed in, once. ``merged_form``: went ``into`` a block of the one form.
    ``duplicate_of`` another material ``of`` the bundle. ``produced_by`` the item ``by`` of it, at
    once or ``within`` this limit after acceptance. ``shared``: fetched from a ``register`` (in code
    its ``registry``), in words its ``source``, about a ``subject`` found in the form (its
    parameters, and the ``block.field`` each is read from); asked for when nothing can be fetched.
    ``commitment``: a signed ``promise`` instead of evidence, checked afterwards. ``inspection``:
    seen on the spot, by whom and when says its ``source``. ``may_follow``: handed in at the latest
    ``within`` this limit after acceptance. ``abolished``: no longer asked ``since``.
    """

    model_config = ConfigDict(
        validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    kind: RuleKind
    when: Condition = ALWAYS
    into: str | None = None
    of: str | None = None
    by: str | None = None
    source: Text | None = None
    registry: Key | None = Declared(default=None, alias="register")
    subject: Mapping[str, str] | None = None
    promise: Text | None = None
    within: WrittenLimit | None = None
    since: date | None = None

    @model_validator(mode="after")
    def says_what_its_kind_needs(self) -> Rule:
        said = {name for name in _SAYS if getattr(self, name) is not None}
        needed = {NEEDED[self.kind]} if self.kind in NEEDED else set()
        if not needed <= said <= needed | ALLOWED.get(self.kind, frozenset()):
            wanted = "、".join(sorted(needed)) or "nothing else"
            raise ValueError(f"a {self.kind} rule says {wanted}")
        return self
