"""A published bundle: what a case keeps for ever.

``Version`` is the author's ``Definition`` for one division, with the departments, limits, result
schemas, requirements and check-points of that division's service items copied in: no later change
of those rows reaches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field as Declared

from bundles.catalogue.authoring import (
    About,
    Before,
    BeforeStep,
    ByCommitment,
    Definition,
    ItemKey,
    Letter,
    LocalValue,
    MaterialKey,
    Need,
    Place,
    SharedResult,
    WrittenItem,
    WrittenMaterial,
)
from bundles.catalogue.conditions import ALWAYS
from bundles.catalogue.form import (
    QUESTIONS,
    Block,
    BlockPage,
    BlockRule,
    Chapter,
    Choice,
    Condition,
    Consent,
    Field,
    Frozen,
    Key,
    Question,
    Repeat,
    Signatory,
    Sum,
)
from bundles.catalogue.merging import Rule, WrittenLimit
from departments.documents import Text
from departments.limits import Limit

__all__ = [
    "ALWAYS",
    "QUESTIONS",
    "Basis",
    "Before",
    "BeforeStep",
    "Block",
    "BlockPage",
    "BlockRule",
    "BundleMaterial",
    "Chapter",
    "CheckPoint",
    "Choice",
    "Commitment",
    "Condition",
    "Consent",
    "Definition",
    "DepartmentRef",
    "DivisionRef",
    "Field",
    "Item",
    "ItemKey",
    "Key",
    "Letter",
    "Need",
    "Payment",
    "Place",
    "Question",
    "Repeat",
    "RequirementRef",
    "ResultDef",
    "Rule",
    "SharedResult",
    "Signatory",
    "Sum",
    "Text",
    "Version",
    "WrittenItem",
    "WrittenMaterial",
]


class CheckPoint(Frozen):
    """What exactly an official looks at; ``defect`` is what the applicant reads when it fails."""

    key: str
    text: Text
    defect: Text
    about: About


class DivisionRef(Frozen):
    code: str
    name: Text


class DepartmentRef(Frozen):
    """A provider decides nothing that could be appealed: it has no review body and no court."""

    code: str
    uscc: str
    name: Text
    short_name: Text
    hall: str | None
    review_body: Text | None
    court: Text | None
    kind: str


class Payment(Frozen):
    """What something costs, in yuan as a decimal string, and who bears it."""

    what: Text
    amount: str
    payer: Text
    free: bool = False
    """Whether the applicant pays none of it."""


class Basis(Frozen):
    law: Text
    article: Text
    text: Text


class RequirementRef(Frozen):
    """What the item asks of one material, as its department publishes it."""

    code: str
    name: Text
    necessity: Literal["required", "optional", "may_follow"]
    form: str
    originals: int
    copies: int
    source: str
    basis: Text


class BundleMaterial(WrittenMaterial):
    """A row with its name and the check-points of all items that look at it."""

    name: Text
    check_points: tuple[CheckPoint, ...] = ()


class ResultDef(Frozen):
    """What the item ends in. ``result_schema`` (JSON Schema 2020-12) binds the decision's data."""

    name: Text
    kind: str
    result_schema: Mapping[str, Any]
    made_by: str
    maker: DepartmentRef | None
    validity_years: int | None
    template: Key
    maker_chosen_in: str | None = None
    """The ``block.field`` that names who makes what comes with it; None: nobody is chosen."""

    per: Key | None = None
    """The list of the decision's data each row of which has a certificate of its own; None: the
    item has one.
    """

    @property
    def schema(self) -> Mapping[str, Any]:  # type: ignore[override]
        """The JSON Schema of the decision's data; shadows a method pydantic no longer uses."""
        return self.result_schema


class Commitment(ByCommitment):
    """What a commitment means for this item: its own limits, and what follows.

    The promise is looked at within ``follow_up`` of the decision; what is found broken is to be put
    right within ``put_right``, else the decision is revoked with the ``consequences``.
    """

    legal: WrittenLimit
    promised: WrittenLimit
    follow_up: WrittenLimit
    put_right: WrittenLimit
    consequences: Text


class Item(Frozen):
    """``commitment`` is None where the law or the bundle excludes it."""

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
    needs: tuple[Need, ...]
    when: Condition
    commitment: Commitment | None = None
    holds_issuance: bool
    deemed_acceptance: bool
    pre_check: WrittenLimit | None = None
    """How long the accepting department may look before the window accepts; None: the window
    accepts at once.
    """

    legal: WrittenLimit
    promised: WrittenLimit
    delivery: WrittenLimit
    extension: WrittenLimit | None
    fields: tuple[str, ...]
    materials: tuple[MaterialKey, ...]
    sees: tuple[SharedResult, ...]
    result: ResultDef
    requirements: tuple[RequirementRef, ...]
    check_points: tuple[CheckPoint, ...]
    basis: tuple[Basis, ...]
    conditions: tuple[Text, ...]
    fee: Payment | None
    cost: tuple[Payment, ...]

    @property
    def may_wait_for(self) -> tuple[ItemKey, ...]:
        """The items without whose results it does not begin, in one scenario or another."""
        return tuple(need.item for need in self.needs if not need.soft)

    def limits(self, *, by_commitment: bool) -> tuple[Limit, Limit]:
        """The promised and the legal limit of the decision, by the way it is taken."""
        if by_commitment and self.commitment is not None:
            return self.commitment.promised, self.commitment.legal
        return self.promised, self.legal


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
    filling_minutes: int | None = None
    issuance: WrittenLimit
    values: Mapping[str, LocalValue]
    questions: tuple[Question, ...]
    blocks: tuple[Block, ...]
    chapters: tuple[Chapter, ...] = ()
    items: tuple[Item, ...]
    materials: tuple[BundleMaterial, ...]
    consents: tuple[Consent, ...]
    signatories: tuple[Signatory, ...] = ()
    papers: tuple[Letter, ...] = ()
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
