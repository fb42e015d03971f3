"""The one form of a bundle: scenario questions, blocks of fields, and their rules.

The same models are written by an author in YAML and kept, unchanged, in a published version.
Conditions (``when``) and rules are CEL expressions; ``conditions.py`` says what they may name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field as Declared
from pydantic import model_validator

from bundles.catalogue.conditions import ALWAYS
from departments.documents import Strict, Text

Key = Annotated[str, Declared(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Condition = Annotated[str, Declared(min_length=1, max_length=500)]
FieldType = Literal[
    "text",
    "long_text",
    "integer",
    "money",
    "date",
    "choice",
    "choices",
    "yes_no",
    "resident_id",
    "uscc",
    "phone",
    "email",
    "percent",
    "address",
    "division",
]
Origin = Annotated[
    str, Declared(pattern=r"^(earlier|(profile|form\.[a-z][a-z0-9_]*)\.[a-z][a-z0-9_]*)$")
]
FORM = "form."
"""Before ``block.field``: a first value that stands further up in the same form."""
QUESTIONS = "questions"
"""The part of the answers that holds the scenario questions; no block may take this key."""


class Frozen(Strict):
    """A part of the document: what it does not know it refuses, and nobody changes it later."""


class Choice(Frozen):
    """``provider`` is the code of the department of a provider whom this choice means."""

    key: Key
    text: Text
    help: Text | None = None
    provider: str | None = None


class Question(Frozen):
    """A scenario question; while ``when`` is false it is not asked and stands at its ``default``.

    Every condition may name a question by its key: ``yes_no`` is a bool, ``choice`` the chosen
    key, ``choices`` a list of keys, ``integer`` a whole number between ``min`` and ``max``, in
    ``unit``. An answer changes what follows only where it passes one of the ``cuts``: x ≤ cut is
    one thing, x > cut another. An author may name a value of the division instead of a number; in
    a published version all cuts are numbers.
    """

    key: Key
    text: Text
    help: Text | None = None
    type: Literal["yes_no", "choice", "choices", "integer"]
    choices: tuple[Choice, ...] = ()
    min: int = 0
    max: int = 9999
    unit: Text | None = None
    cuts: tuple[int | Key, ...] = ()
    default: bool | int | str | tuple[str, ...]
    when: Condition = ALWAYS

    @model_validator(mode="after")
    def default_is_one_of_the_answers(self) -> Question:
        if not self.allows(self.default):
            raise ValueError(f"{self.default!r} is no answer to {self.key}")
        if bool(self.choices) != (self.type in ("choice", "choices")):
            raise ValueError(f"{self.key}: exactly choice and choices have choices")
        if self.type != "integer" and (self.cuts or self.unit):
            raise ValueError(f"{self.key}: only an integer has cuts and a unit")
        return self

    def allows(self, value: object) -> bool:
        keys = {choice.key for choice in self.choices}
        match self.type:
            case "yes_no":
                return isinstance(value, bool)
            case "choice":
                return isinstance(value, str) and value in keys
            case "choices":
                return (
                    isinstance(value, list | tuple)
                    and all(isinstance(one, str) and one in keys for one in value)
                    and len(set(value)) == len(value)
                )
            case "integer":
                is_number = isinstance(value, int) and not isinstance(value, bool)
                return is_number and self.min <= value <= self.max  # type: ignore[operator]


class Field(Frozen):
    """One thing to fill in.

    ``min`` and ``max`` bound integers, money (yuan) and percents; ``max_length`` counts characters;
    ``when`` may name questions and ``row``, the fields of the same row.
    ``personal`` marks what is masked until somebody has a reason to see it. ``prefill`` names where
    a first value may come from, best first: ``earlier`` (the same field of the applicant's latest
    case) or ``profile.<key>``; it is shown with its origin and counts only once it was seen.
    ``within`` keeps a division inside a place (12 digits), or inside the bundle's own (``here``).
    """

    key: Key
    label: Text
    help: Text | None = None
    type: FieldType = "text"
    required: bool = True
    choices: tuple[Choice, ...] = ()
    min: int | None = None
    max: int | None = None
    max_length: int = Declared(default=100, ge=1, le=4000)
    pattern: str | None = None
    pattern_help: Text | None = None
    when: Condition = ALWAYS
    personal: bool = False
    example: str | None = None
    prefill: tuple[Origin, ...] = ()
    within: str | None = Declared(default=None, pattern=r"^(here|[0-9]{12})$")


class Sum(Frozen):
    """What the rows of a list come to in one money or percent field, and what they should come to.

    ``to`` is the ``block.field`` it is measured against, ``rule`` the rule whose message then says
    the figures.
    """

    field: Key
    label: Text
    to: str | None = Declared(default=None, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    rule: Key | None = None


class Repeat(Frozen):
    """The block is a list: from ``min`` to ``max`` rows.

    ``first`` and ``add`` stand on the button for the first row and for one more.
    """

    min: int = Declared(default=0, ge=0)
    max: int = Declared(default=50, ge=1, le=1000)
    first: Text | None = None
    add: Text
    row: Text
    """What one row is called: 股东 → 股东 1, 股东 2."""
    sum: Sum | None = None


class BlockRule(Frozen):
    """A CEL sentence that must hold over a block, and what the applicant is told when it does not.

    It may name questions, ``row`` (a single block), ``rows`` (a repeatable one), ``blocks``
    (every other block by key), ``local`` (the division's own values) and the functions of
    ``conditions.FUNCTIONS``. ``about`` puts the message beside one field.
    """

    key: Key
    rule: Condition
    message: Text
    about: Key | None = None


class BlockPage(Frozen):
    """One idea of a block, shown on a page of its own."""

    key: Key
    title: Text
    help: Text | None = None
    fields: tuple[Key, ...] = Declared(min_length=1)


class Person(Frozen):
    """The fields of a block that together name one person: whoever is named already is offered."""

    name: Key = "name"
    id_number: Key = "id_number"
    phone: Key | None = None


class Block(Frozen):
    """One part of the form, on one page or on several ``pages``.

    ``for_hall``: needed for handing over only, no department sees it.
    """

    key: Key
    title: Text
    help: Text | None = None
    when: Condition = ALWAYS
    repeat: Repeat | None = None
    for_hall: bool = False
    fields: tuple[Field, ...] = Declared(min_length=1)
    pages: tuple[BlockPage, ...] = ()
    people: tuple[Person, ...] = ()
    rules: tuple[BlockRule, ...] = ()

    def field(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)


class Chapter(Frozen):
    """Blocks that stand together in the list of what is to be done."""

    key: Key
    title: Text
    blocks: tuple[Key, ...] = Declared(min_length=1)


class Consent(Frozen):
    """What the applicant agrees to when submitting; ``sensitive`` ones are asked separately.

    Asked only ``when`` the scenario calls for it; never carried over from an earlier case.
    """

    key: Key
    title: Text
    text: Text
    sensitive: bool = False
    when: Condition = ALWAYS


class Signatory(Frozen):
    """A role that signs before the case may be filed, and where the form names who holds it.

    ``name``, ``id_number``, ``phone`` and ``on_behalf_of`` are fields of ``block``; a row without
    the ID number names nobody, and ``where`` keeps the rows whose choices say so. ``covers`` is
    what the ``statement`` is about (blocks, ``block.field``, ``questions.key``, materials), all of
    the application when empty: a correction asks those again whose part it changes.
    """

    key: Key
    title: Text
    statement: Text
    block: Key
    where: Mapping[Key, Key] = Declared(default_factory=dict)
    name: Key = "name"
    id_number: Key = "id_number"
    phone: Key | None = None
    on_behalf_of: Key | None = None
    covers: tuple[str, ...] = ()
