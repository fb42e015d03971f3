"""A bundle as its author writes it, and as it is frozen when published.

``Definition`` is the YAML document: one for all divisions, naming service items and materials by
key. ``Version`` is what a case keeps for ever: the same document for one division, with the
departments, limits, result schemas and check-points of that division's service items copied in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field as Declared

from bundles.catalogue.form import (
    ALWAYS,
    QUESTIONS,
    Block,
    BlockRule,
    Choice,
    Condition,
    Consent,
    Field,
    Frozen,
    Key,
    Question,
    Repeat,
)
from bundles.catalogue.merging import Rule, WrittenLimit
from departments.documents import Text

__all__ = [
    "ALWAYS",
    "QUESTIONS",
    "Before",
    "BeforeStep",
    "Block",
    "BlockRule",
    "BundleMaterial",
    "CheckPoint",
    "Choice",
    "Condition",
    "Consent",
    "Definition",
    "DepartmentRef",
    "DivisionRef",
    "Field",
    "Item",
    "ItemKey",
    "Key",
    "Payment",
    "Question",
    "Repeat",
    "ResultDef",
    "Rule",
    "SharedResult",
    "Text",
    "Version",
]

ItemKey = Annotated[str, Declared(pattern=r"^[A-Z][0-9]{1,2}[a-z]?$")]
MaterialKey = Annotated[str, Declared(pattern=r"^M[0-9]{2,3}$")]
About = Annotated[str, Declared(pattern=r"^(field|material):[A-Za-z0-9_.]+$")]
MediaType = Literal["application/pdf", "image/jpeg", "image/png"]
LocalValue = bool | int | str


class SharedResult(Frozen):
    """What an item sees of an earlier item's result: these keys of its data and no others."""

    item: ItemKey
    keys: tuple[str, ...] = Declared(min_length=1)


class CheckPoint(Frozen):
    """What exactly an official looks at; ``defect`` is what the applicant reads when it fails."""

    key: str
    text: Text
    defect: Text
    about: About


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


class BundleMaterial(Frozen):
    """One row of the before-merge list: a document that ``items`` used to ask for, each its own.

    ``code`` is the material of the departments' catalogue whose requirements this row satisfies;
    ``rule`` says what became of it.
    """

    key: MaterialKey
    name: Text
    code: str
    help: Text | None = None
    rule: Rule
    items: tuple[ItemKey, ...] = Declared(min_length=1)
    when: Condition = ALWAYS
    accept: tuple[MediaType, ...] = ("application/pdf", "image/jpeg", "image/png")
    multiple: bool = False
    check_points: tuple[CheckPoint, ...] = ()


# ── as written ────────────────────────────────────────────────────────────────────────────────────


class WrittenItem(Frozen):
    """What the bundle says of a service item; the rest comes from the division's own item.

    ``fields`` and ``materials`` are all that the department will see of the applicant.
    """

    key: ItemKey
    needs: tuple[ItemKey, ...] = ()
    when: Condition = ALWAYS
    holds_issuance: bool = True
    fields: tuple[str, ...] = ()
    materials: tuple[MaterialKey, ...] = ()
    sees: tuple[SharedResult, ...] = ()
    template: Key = "result"
    check_points: tuple[CheckPoint, ...] = ()


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
    materials: tuple[BundleMaterial, ...] = ()
    items: tuple[WrittenItem, ...] = Declared(min_length=1)
    consents: tuple[Consent, ...] = ()
    before: Before


# ── as published ──────────────────────────────────────────────────────────────────────────────────


class DivisionRef(Frozen):
    code: str
    name: Text


class DepartmentRef(Frozen):
    code: str
    uscc: str
    name: Text
    hall: str | None
    review_body: Text
    court: Text
    kind: str


class Payment(Frozen):
    """What something costs and who bears it; ``amount`` in yuan as a decimal string."""

    what: Text
    amount: str
    payer: Text
    free: bool
    """Whether the applicant pays nothing."""


class ResultDef(Frozen):
    """What the item ends in. ``result_schema`` (JSON Schema 2020-12) binds the decision's data."""

    name: Text
    kind: str
    result_schema: Mapping[str, Any]
    made_by: str
    maker: DepartmentRef | None
    validity_years: int | None
    template: Key

    @property
    def schema(self) -> Mapping[str, Any]:  # type: ignore[override]
        """The JSON Schema of the decision's data; shadows a method pydantic no longer uses."""
        return self.result_schema


class Item(Frozen):
    key: ItemKey
    name: Text
    department: DepartmentRef
    accepted_by: DepartmentRef
    supervised_by: DepartmentRef
    implementation_code: str
    kind: str
    handling: str
    service_object: Text
    nationwide: bool
    visits: int
    needs: tuple[ItemKey, ...]
    when: Condition
    holds_issuance: bool
    deemed_acceptance: bool
    legal: WrittenLimit
    promised: WrittenLimit
    delivery: WrittenLimit
    extension: WrittenLimit | None
    fields: tuple[str, ...]
    materials: tuple[MaterialKey, ...]
    sees: tuple[SharedResult, ...]
    result: ResultDef
    check_points: tuple[CheckPoint, ...]
    basis: tuple[Text, ...]
    conditions: tuple[Text, ...]
    fee: Payment | None
    cost: tuple[Payment, ...]


class Version(Frozen):
    """One published bundle of one division, as every case that began on it keeps it.

    ``id`` and ``number`` are set by ``versions.version`` from the row and are no part of the
    hashed document.
    """

    format: Literal[1] = 1
    id: int | None = Declared(default=None, exclude=True)
    number: int | None = Declared(default=None, exclude=True)
    code: str
    name: Text
    summary: Text
    division: DivisionRef
    gather_minutes: int
    issuance: WrittenLimit
    values: Mapping[str, LocalValue]
    questions: tuple[Question, ...]
    blocks: tuple[Block, ...]
    items: tuple[Item, ...]
    materials: tuple[BundleMaterial, ...]
    consents: tuple[Consent, ...]
    before: Before

    @cached_property
    def blocks_by_key(self) -> Mapping[str, Block]:
        return {block.key: block for block in self.blocks}

    @cached_property
    def items_by_key(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def materials_by_key(self) -> Mapping[str, BundleMaterial]:
        return {material.key: material for material in self.materials}

    @cached_property
    def questions_by_key(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.questions}

    def block(self, key: str) -> Block:
        return self.blocks_by_key[key]

    def item(self, key: str) -> Item:
        return self.items_by_key[key]

    def material(self, key: str) -> BundleMaterial:
        return self.materials_by_key[key]
