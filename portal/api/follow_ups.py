"""Checks of what was promised: for who supervises, and for who decided (审管分离)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from bundles.casework.follow_up_stages import FollowUpStage
from bundles.casework.models import FollowUp
from bundles.casework.selectors.follow_ups import of_department
from bundles.catalogue import versions
from portal.accounts.models import ApiKey, Scope

from . import documentation as docs
from . import shapes
from .door import Door
from .paging import InOrderOfOpening
from .preconditions import entity_tag
from .problems import Fault, parameter_invalid
from .promises import PromiseMade, letter_of, promises_of


class FollowUpSummary(serializers.Serializer[Any]):
    """一次事后核查，不含任何人的资料。 One check, without anybody's data."""

    number = serializers.CharField(help_text="办件编号。 Number of the work item.")
    url = serializers.CharField(help_text="详情的地址。 Address of the detail.")
    key = serializers.CharField(help_text="事项在套餐中的代号。 The item within its bundle.")
    name = shapes.Words(help_text="事项名称。 Name of the item.")
    case_number = serializers.CharField(help_text="一件事的编号。 Number of the whole case.")
    stage = serializers.ChoiceField(
        choices=FollowUpStage.choices,
        help_text="现状：due 待核查，kept 符合承诺，to_put_right 已责令改正，put_right 已改正，"
        "not_put_right 逾期未改正，proposed 拟撤销，revoked 已撤销。 Where it stands.",
    )
    revision = serializers.IntegerField(
        help_text="版本；加上双引号就是 ETag。 Its version; in double quotes it is the ETag."
    )
    supervising = shapes.Department(help_text="监管部门，负责核查。 Who supervises and checks.")
    deciding = shapes.Department(help_text="作出决定的部门。 Who decided.")
    decided_at = serializers.DateTimeField(help_text="按承诺作出决定的时间。 When it was decided.")
    due_at = serializers.DateTimeField(
        allow_null=True, help_text="这一步最迟何时完成；已结束为 null。 Until when; null once over."
    )
    overdue = serializers.BooleanField(help_text="是否已逾期。 Whether it is late.")


class StepTaken(serializers.Serializer[Any]):
    stage = serializers.CharField(help_text="到了哪一步。 The stage it led to.")
    remark = serializers.CharField(help_text="核查发现或者理由。 Findings or grounds.")
    by = serializers.CharField(help_text="经办人工号。 Number of the officer.")
    department = serializers.CharField(help_text="经办人的部门。 Department of the officer.")
    at = serializers.DateTimeField(help_text="时间。 When.")
    due_at = serializers.DateTimeField(allow_null=True, help_text="此后的期限。 Until when then.")


class FollowUpDetail(FollowUpSummary):
    """核查所需的内容。 What checking needs."""

    promises = PromiseMade(many=True, help_text="逐项承诺。 Each promise.")
    consequences = shapes.Words(help_text="承诺不实的后果。 What follows if it is not so.")
    steps = StepTaken(many=True, help_text="经过。 What happened so far.")


STAGE = OpenApiParameter(
    "stage",
    str,
    description="现状，多个用逗号分隔。 Stage; several with commas.",
)
ROLE = OpenApiParameter(
    "role",
    str,
    enum=["supervising", "deciding"],
    description="本部门的身份：supervising 由本部门核查，deciding 由本部门作出决定；不填两者都给。 "
    "As what: both when absent.",
)
OVERDUE = OpenApiParameter(
    "overdue", str, enum=["true", "false"], description="是否已逾期。 Whether it is late."
)


@extend_schema_view(
    get=docs.described(
        "核查",
        "事后核查 · Follow-up checks",
        "按告知承诺作出决定的办理件，由监管部门在期限内核查。监管部门与决定部门不同的，两个部门都能看到。"
        "待核查用 `?role=supervising&stage=due`。\n\n"
        "Items decided on a promise, each checked by the department that supervises, which may be "
        "another than the one that decided; both see it.",
        parameters=[STAGE, ROLE, OVERDUE],
        answer=FollowUpSummary(many=True),
        problems=[*docs.KEYED, *docs.READING, "cursor_invalid"],
    )
)
class FollowUps(Door, ListAPIView[FollowUp]):
    scopes = {"GET": Scope.READ}
    parameters = frozenset({"cursor", "limit", "stage", "role", "overdue"})
    queryset = FollowUp.objects.none()
    serializer_class = FollowUpSummary
    filter_backends: list[Any] = []
    pagination_class = InOrderOfOpening

    def get_queryset(self) -> QuerySet[FollowUp]:
        return _wanted(self.key, self.request.query_params)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        rows = [summary_of(check, request) for check in page or []]
        return self.get_paginated_response(FollowUpSummary(rows, many=True).data)


class OneFollowUp(Door):
    scopes = {"GET": Scope.READ}

    @docs.described(
        "核查",
        "核查详情 · Detail",
        "每一项承诺的全文和经过。别的部门的一律是 404。 "
        "Every promise in full and what happened so far. Another's is 404.",
        parameters=[docs.NUMBER, docs.ETAG],
        answer=FollowUpDetail,
        problems=[*docs.KEYED, *docs.READING, "not_found"],
    )
    def get(self, request: Request, number: str) -> Response:
        check = own_follow_up(self.key, number)
        detail = FollowUpDetail(_detail(check, request)).data
        return Response(detail, headers={"ETag": entity_tag(check.revision)})


class PromisedLetter(Door):
    scopes = {"GET": Scope.MATERIALS}

    @docs.described(
        "核查",
        "告知承诺书 · Commitment letter",
        "申请人逐项勾选的告知承诺书（PDF，已签名），监管部门据此核查。 "
        "The signed letter with every promise, for whoever checks them.",
        parameters=[docs.NUMBER],
        answer=docs.binary("承诺书。 The letter.", "application/pdf"),
        problems=[*docs.KEYED, *docs.READING, "not_found", "material_unavailable"],
    )
    def get(self, request: Request, number: str) -> FileResponse:
        return letter_of(own_follow_up(self.key, number).work_item)


def own_follow_up(key: ApiKey, number: str) -> FollowUp:
    """One the key's department makes or whose decision is its own; ``Http404`` for another's."""
    check = of_department(key.department.code).filter(work_item__number=number).first()
    if check is None:
        raise Http404
    return check


def summary_of(check: FollowUp, request: Request) -> dict[str, Any]:
    item = check.work_item
    definition = versions.version(item.submission.version_id).item(item.key)
    return {
        "number": item.number,
        "url": reverse("api:follow-up", kwargs={"number": item.number}, request=request),
        "key": item.key,
        "name": definition.name.to_json(),
        "case_number": item.submission.number,
        "stage": check.stage,
        "revision": check.revision,
        "supervising": _department(definition.supervised_by),
        "deciding": _department(definition.department),
        "decided_at": check.opened_at,
        "due_at": check.due_at,
        "overdue": check.due_at is not None and check.due_at < timezone.now(),
    }


def _detail(check: FollowUp, request: Request) -> dict[str, Any]:
    item = check.work_item
    definition = versions.version(item.submission.version_id).item(item.key)
    commitment = definition.commitment
    return {
        **summary_of(check, request),
        "promises": promises_of(item),
        "consequences": commitment.consequences.to_json() if commitment else {"zh": "", "en": ""},
        "steps": [
            {
                "stage": step.stage,
                "remark": step.remark,
                "by": step.by["id"],
                "department": step.by.get("department", ""),
                "at": step.at,
                "due_at": step.due_at,
            }
            for step in check.steps.all()
        ],
    }


def _department(one: Any) -> dict[str, Any]:
    return {"code": one.code, "uscc": one.uscc, "name": one.name.to_json()}


def _wanted(key: ApiKey, asked: Any) -> QuerySet[FollowUp]:
    """What the query asks for. Raises ``Refused`` naming every value that is none."""
    rows, faults = of_department(key.department.code), []
    stages = [one for one in asked.get("stage", "").split(",") if one]
    if set(stages) - set(FollowUpStage.values):
        faults.append(Fault("stage", "not_a_choice", _("没有这种现状，请核对。")))
    role, late = asked.get("role", ""), asked.get("overdue", "")
    if role not in ("", "supervising", "deciding"):
        faults.append(Fault("role", "not_a_choice", _("只能填 supervising 或 deciding。")))
    if late not in ("", "true", "false"):
        faults.append(Fault("overdue", "not_a_choice", _("只能填 true 或 false。")))
    if faults:
        raise parameter_invalid(faults)
    if stages:
        rows = rows.filter(stage__in=stages)
    if role == "supervising":
        rows = rows.filter(department=key.department_id)
    if role == "deciding":
        rows = rows.filter(work_item__department=key.department_id)
    if late == "true":
        rows = rows.filter(due_at__lt=timezone.now())
    if late == "false":
        rows = rows.exclude(due_at__lt=timezone.now())
    return rows
