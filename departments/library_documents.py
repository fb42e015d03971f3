"""The shapes of the departments' library files."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from pydantic import Field, field_validator, model_validator

from departments.codes import is_uscc
from departments.documents import Strict, Text
from departments.hall_documents import Code, HallEntry, Yuan
from departments.limits import Limit
from departments.models import (
    ADMINISTRATORS,
    DepartmentKind,
    Handling,
    ItemKind,
    MadeBy,
    MaterialForm,
    MaterialKind,
    MaterialSource,
    Necessity,
    OfficerRole,
)

DivisionCode = Annotated[str, Field(pattern=r"^[0-9]{12}$")]
ItemKey = Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}[a-z]?$")]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Level = Literal["country", "region", "league", "banner", "township", "village"]


class CheckPoint(Strict):
    """What exactly is looked at, and the sentence a citizen reads when it is found wanting."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,49}$")]
    text: Text
    defect: Text

    def to_json(self) -> dict[str, str]:
        return {
            "key": self.key,
            "zh": self.text.zh,
            "en": self.text.en,
            "defect_zh": self.defect.zh,
            "defect_en": self.defect.en,
        }


class MaterialEntry(Strict):
    code: Code
    name: Text
    kind: MaterialKind
    description: Text
    check_points: tuple[CheckPoint, ...] = ()


class MaterialsDocument(Strict):
    materials: tuple[MaterialEntry, ...] = Field(min_length=1)


class RequirementEntry(Strict):
    """``check_points`` come after those every item has for the material."""

    material: Code
    necessity: Necessity
    form: MaterialForm
    originals: int = Field(default=0, ge=0, le=20)
    copies: int = Field(default=0, ge=0, le=20)
    source: MaterialSource
    basis: Text
    check_points: tuple[CheckPoint, ...] = ()


class Basis(Strict):
    law: Text
    article: Text
    text: Text


class Payment(Strict):
    """What something costs and who bears it; ``free`` means the applicant pays nothing."""

    what: Text
    amount: Yuan
    payer: Text
    free: bool


class Duty(Strict):
    """What the applicant still has to do once the result is in hand."""

    text: Text
    within: Limit | None = None


class Result(Strict):
    """``per`` names the list of the result's data each row of which has a paper of its own."""

    name: Text
    kind: Literal["certificate", "notice", "receipt", "slip"]
    validity_years: int | None = Field(default=None, ge=1, le=50)
    per: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] | None = None


class CommitmentEntry(Strict):
    """How an item goes on the applicant's word (告知承诺): its own limits, the check of the promise
    within ``follow_up`` of the decision, and ``put_right``, the time to mend what was found broken.
    """

    legal: Limit
    promised: Limit
    follow_up: Limit
    put_right: Limit
    consequences: Text

    @model_validator(mode="after")
    def _keeps_the_law(self) -> CommitmentEntry:
        if self.promised.exceeds(self.legal):
            raise ValueError(_("承诺时限（promised）不能超过法定时限（legal），请改短。"))
        return self


class ItemDocument(Strict):
    """A service item, written once for every place that exercises it."""

    key: ItemKey
    base_code: Annotated[str, Field(pattern=r"^[0-9A-Z]{12}$")]
    name: Text
    kind: ItemKind
    exercise_level: Level
    service_object: Text
    handling: Handling
    made_by: MadeBy
    visits: int = Field(ge=0, le=9)
    nationwide: bool
    legal: Limit
    promised: Limit
    delivery: Limit
    extension: Limit | None = None
    limit_source: Text
    deemed_acceptance: bool = False
    pre_check: Limit | None = None
    commitment: CommitmentEntry | None = None
    basis: tuple[Basis, ...] = Field(min_length=1)
    conditions: tuple[Text, ...] = Field(min_length=1)
    fee: Payment | None
    cost: tuple[Payment, ...]
    duties: tuple[Duty, ...] = ()
    result: Result
    result_schema: dict[str, Any]
    form_check_points: tuple[CheckPoint, ...] = ()
    requirements: tuple[RequirementEntry, ...] = ()

    @field_validator("result_schema")
    @classmethod
    def _is_a_schema(cls, schema: dict[str, Any]) -> dict[str, Any]:
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            place = ".".join(map(str, error.absolute_path))
            raise ValueError(_("结果数据结构不是有效的 JSON Schema（%s）。") % place) from error
        return schema

    @model_validator(mode="after")
    def _keeps_the_law(self) -> ItemDocument:
        if self.promised.exceeds(self.legal):
            raise ValueError(_("承诺时限（promised）不能超过法定时限（legal），请改短。"))
        if self.deemed_acceptance and self.kind is not ItemKind.LICENCE:
            raise ValueError(_("只有行政许可适用逾期不告知视为受理（deemed_acceptance）。"))
        if self.result.per is not None and not _lists_people(self.result_schema, self.result.per):
            raise ValueError(
                _("result.per 要写 result_schema 里的一个列表，至少一行，每行必须有姓名 name。")
            )
        return self


def _lists_people(schema: dict[str, Any], per: str) -> bool:
    """Whether the schema requires a list under this name whose rows each name somebody."""
    rows = schema.get("properties", {}).get(per, {})
    named = "name" in rows.get("items", {}).get("required", ())
    return per in schema.get("required", ()) and rows.get("minItems", 0) >= 1 and named


class HoursEntry(Strict):
    """Office hours of the whole division."""

    spans: tuple[tuple[Clock, Clock], ...] = Field(min_length=1)
    cut_off: time | None = None

    @field_validator("spans")
    @classmethod
    def _in_order(cls, spans: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        moments = [moment for span in spans for moment in span]
        if moments != sorted(set(moments)):
            raise ValueError(_("办公时段要按先后排列，不能重叠。"))
        return spans


class OfficerEntry(Strict):
    number: Annotated[str, Field(pattern=r"^[A-Z0-9-]{4,30}$")]
    name: Annotated[str, Field(min_length=2, max_length=60)]
    title: Text
    roles: tuple[OfficerRole, ...] = Field(min_length=1)

    @field_validator("roles")
    @classmethod
    def _powers_apart(cls, roles: tuple[OfficerRole, ...]) -> tuple[OfficerRole, ...]:
        if len(roles) > 1 and not set(ADMINISTRATORS).isdisjoint(roles):
            raise ValueError(_("系统、安全、审计管理员各自独立，不能兼任其他岗位。"))
        return roles


class DepartmentEntry(Strict):
    """``review_body`` and ``court`` are the place's own unless written here.

    A provider decides nothing in law and has neither.
    """

    code: Code
    uscc: str
    name: Text
    short_name: Text
    kind: DepartmentKind = DepartmentKind.AUTHORITY
    review_body: Text | None = None
    court: Text | None = None
    in_hall: bool = True
    officers: tuple[OfficerEntry, ...] = Field(min_length=1)

    @field_validator("uscc")
    @classmethod
    def _checks(cls, uscc: str) -> str:
        if not is_uscc(uscc):
            raise ValueError(_("统一社会信用代码“%s”有误，请核对第 18 位校验码。") % uscc)
        return uscc


class LocalItem(Strict):
    """Who decides an item here. ``local`` writes any of the item's own values again."""

    decided_by: Code
    accepted_by: Code | None = None
    supervised_by: Code | None = None
    maker: Code | None = None
    local: dict[str, Any] = Field(default_factory=dict)


class PlaceDocument(Strict):
    division: DivisionCode
    hall: HallEntry | None = None
    office_hours: HoursEntry | None = None
    review_body: Text
    court: Text
    departments: tuple[DepartmentEntry, ...] = Field(min_length=1)
    items: dict[ItemKey, LocalItem] = Field(default_factory=dict)
