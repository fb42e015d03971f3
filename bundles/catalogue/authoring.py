"""A bundle as its author writes it: one document for all divisions, naming items and materials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field as Declared
from pydantic import model_validator

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
BundleCode = Annotated[str, Declared(pattern=r"^[a-z][a-z0-9-]{2,60}$")]
Part = Literal[
    "questions", "blocks", "chapters", "materials", "items", "consents", "signatories", "papers"
]
"""The lists of a document whose entries have a key."""


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
    and description are taken from there unless written here. ``rules`` say what became of it: the
    first that holds; the last holds always. A single one may be written as ``rule``.
    """

    key: MaterialKey
    code: str
    name: Text | None = None
    help: Text | None = None
    rules: tuple[Rule, ...]
    items: tuple[ItemKey, ...] = Declared(min_length=1)
    when: Condition = ALWAYS
    accept: tuple[MediaType, ...] = ("application/pdf", "image/jpeg", "image/png")
    multiple: bool = False
    max_files: int = Declared(default=10, ge=1, le=50)
    """At most so many files, where several are taken at all."""

    @model_validator(mode="before")
    @classmethod
    def one_rule_may_stand_alone(cls, written: Any) -> Any:
        if isinstance(written, Mapping) and "rule" in written and "rules" not in written:
            others = {key: value for key, value in written.items() if key != "rule"}
            return {**others, "rules": (written["rule"],)}
        return written

    @model_validator(mode="after")
    def only_the_last_rule_holds_always(self) -> WrittenMaterial:
        if not self.rules:
            raise ValueError(_("请写出 rule，或者 rules 里至少一条。"))
        *others, last = self.rules
        if last.when != ALWAYS or any(rule.when == ALWAYS for rule in others):
            raise ValueError(_("rules 里除最后一条外都要写 when，最后一条不能写。"))
        return self

    @property
    def rule(self) -> Rule:
        """What becomes of it when no special case holds."""
        return self.rules[-1]


class Need(Frozen):
    """An item that comes first, wherever both are planned and ``when`` holds.

    A ``soft`` one is not waited for: its result reaches the item when it is there. Written as the
    bare key when there is nothing else to say.
    """

    item: ItemKey
    soft: bool = False
    when: Condition = ALWAYS

    @model_validator(mode="before")
    @classmethod
    def the_bare_key_is_enough(cls, written: Any) -> Any:
        return {"item": written} if isinstance(written, str) else written


class ByCommitment(Frozen):
    """In which scenarios the item is decided on a commitment (告知承诺)."""

    when: Condition = ALWAYS


class Letter(Frozen):
    """A letter the applicant signs with the application, about these ``items``.

    ``text`` may hold several paragraphs, with an empty line between them.
    """

    key: Key
    kind: Literal["commitment_letter", "later_promise", "pledge"]
    title: Text
    text: Text
    when: Condition = ALWAYS
    items: tuple[ItemKey, ...] = Declared(min_length=1)


class WrittenItem(Frozen):
    """What the bundle says of a service item; the rest comes from the division's own item.

    ``fields`` and ``materials`` are all that the department will see of the applicant: whole
    blocks, ``block.field``, ``questions.key``. ``looks_at`` places the item's check-points of the
    form: what each of them is about. ``maker`` is the ``block.field`` in which the applicant
    chooses who makes what comes with the result.
    """

    key: ItemKey
    needs: tuple[Need, ...] = ()
    when: Condition = ALWAYS
    commitment: ByCommitment | None = None
    holds_issuance: bool = True
    fields: tuple[str, ...] = ()
    materials: tuple[MaterialKey, ...] = ()
    sees: tuple[SharedResult, ...] = ()
    template: Key = "result"
    maker: str | None = Declared(default=None, pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    looks_at: Mapping[str, About] = Declared(default_factory=dict)


class Local(Frozen):
    """The values and choices of a bundle that differ in one division."""

    values: Mapping[Key, LocalValue] = Declared(default_factory=dict)
    choices: Mapping[str, tuple[Choice, ...]] = Declared(default_factory=dict)


class Place(Local):
    """A division the bundle is published in."""

    code: Annotated[str, Declared(pattern=r"^[0-9]{12}$")]


class PlaceFile(Frozen):
    """A division's own small file: which bundles it offers, and what differs there."""

    division: Annotated[str, Declared(pattern=r"^[0-9]{12}$")]
    bundles: Mapping[BundleCode, Local] = Declared(min_length=1)


class Definition(Frozen):
    """A bundle, with the shared part it is ``based_on`` laid under it.

    ``without`` names what of that part is dropped. ``divisions`` come from the divisions' own
    files; a document that stands for itself may write them.
    """

    code: BundleCode
    name: Text
    summary: Text
    gather_minutes: int = Declared(ge=1, le=600)
    """How long results that are ready wait for the items that hold nobody back."""

    filling_minutes: int | None = Declared(default=None, ge=1, le=600)
    """About how long the one form takes to fill in; None: no page says anything about it."""

    issuance: WrittenLimit
    based_on: Key | None = None
    without: Mapping[Part, tuple[str, ...]] = Declared(default_factory=dict)
    values: Mapping[Key, LocalValue] = Declared(default_factory=dict)
    divisions: tuple[Place, ...] = ()
    questions: tuple[Question, ...] = ()
    blocks: tuple[Block, ...] = Declared(min_length=1)
    chapters: tuple[Chapter, ...] = ()
    materials: tuple[WrittenMaterial, ...] = ()
    items: tuple[WrittenItem, ...] = Declared(min_length=1)
    consents: tuple[Consent, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    papers: tuple[Letter, ...] = ()
    before: Before
