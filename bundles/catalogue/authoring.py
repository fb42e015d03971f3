"""A bundle as its author writes it: one document for all divisions, naming items and materials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field as Declared

from bundles.catalogue.conditions import ALWAYS
from bundles.catalogue.form import (
    Block,
    Chapter,
    Choice,
    Condition,
    Consent,
    Frozen,
    Key,
    Question,
    Signatory,
)
from bundles.catalogue.merging import Rule, WrittenLimit
from departments.documents import Text

ItemKey = Annotated[str, Declared(pattern=r"^[A-Z][0-9]{1,2}[a-z]?$")]
MaterialKey = Annotated[str, Declared(pattern=r"^M[0-9]{2,3}$")]
About = Annotated[str, Declared(pattern=r"^(field|block|material):[A-Za-z0-9_.]+$")]
MediaType = Literal["application/pdf", "image/jpeg", "image/png"]
LocalValue = bool | int | str


class SharedResult(Frozen):
    """What an item sees of an earlier item's result: these keys of its data and no others."""

    item: ItemKey
    keys: tuple[str, ...] = Declared(min_length=1)


class BeforeStep(Frozen):
    """How one item went before the bundle existed: an errand of its own.

    ``fields`` is written only for an item that is no longer asked at all; otherwise the item's own
    fields are counted.
    """

    item: ItemKey
    department: Text | None = None
    visits: int = Declared(ge=0, le=20)
    takes: WrittenLimit
    fields: int | None = None


class Before(Frozen):
    """The way things went, errand by errand; the figures are computed from it, never typed."""

    source: Text
    steps: tuple[BeforeStep, ...] = Declared(min_length=1)


class WrittenMaterial(Frozen):
    """One row of the before-merge list: a document that ``items`` used to ask for, each its own.

    ``code`` names the material of the departments whose requirements this row satisfies; its name
    and description are taken from there unless written here. ``rule`` says what became of it.
    """

    key: MaterialKey
    code: str
    name: Text | None = None
    help: Text | None = None
    rule: Rule
    items: tuple[ItemKey, ...] = Declared(min_length=1)
    when: Condition = ALWAYS
    accept: tuple[MediaType, ...] = ("application/pdf", "image/jpeg", "image/png")
    multiple: bool = False
    max_files: int = Declared(default=10, ge=1, le=50)
    """At most so many files, where several are taken at all."""


class WrittenItem(Frozen):
    """What the bundle says of a service item; the rest comes from the division's own item.

    ``fields`` and ``materials`` are all that the department will see of the applicant: whole
    blocks, ``block.field``, ``questions.key``. ``looks_at`` places the item's check-points of the
    form: what each of them is about. ``maker`` is the ``block.field`` in which the applicant
    chooses who makes what comes with the result.
    """

    key: ItemKey
    needs: tuple[ItemKey, ...] = ()
    when: Condition = ALWAYS
    holds_issuance: bool = True
    fields: tuple[str, ...] = ()
    materials: tuple[MaterialKey, ...] = ()
    sees: tuple[SharedResult, ...] = ()
    template: Key = "result"
    maker: str | None = Declared(default=None, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    looks_at: Mapping[str, About] = Declared(default_factory=dict)


class Place(Frozen):
    """A division the bundle is published in, with the values and choices that differ there."""

    code: Annotated[str, Declared(pattern=r"^[0-9]{12}$")]
    values: Mapping[Key, LocalValue] = Declared(default_factory=dict)
    choices: Mapping[str, tuple[Choice, ...]] = Declared(default_factory=dict)


class Definition(Frozen):
    code: Annotated[str, Declared(pattern=r"^[a-z][a-z0-9-]{2,60}$")]
    name: Text
    summary: Text
    gather_minutes: int = Declared(ge=1, le=600)
    issuance: WrittenLimit
    values: Mapping[Key, LocalValue] = Declared(default_factory=dict)
    divisions: tuple[Place, ...] = Declared(min_length=1)
    questions: tuple[Question, ...] = ()
    blocks: tuple[Block, ...] = Declared(min_length=1)
    chapters: tuple[Chapter, ...] = ()
    materials: tuple[WrittenMaterial, ...] = ()
    items: tuple[WrittenItem, ...] = Declared(min_length=1)
    consents: tuple[Consent, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    before: Before
