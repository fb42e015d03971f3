"""The department's work items: what waits, what was decided, and all that one of them needs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from bundles.casework.models import WorkItem
from bundles.casework.selectors import moments, queues
from bundles.casework.states import ITEM_WAITS_FOR, WorkItemStatus
from bundles.catalogue import versions
from portal.accounts.models import Scope

from . import documentation as docs
from . import shapes
from .door import Door, own_work_item, own_work_items
from .following import FollowingMaterial, followings_of
from .paging import InOrderOfOpening
from .preconditions import entity_tag
from .promises import PromiseMade, promises_of
from .work_item_filter import WorkItemFilter


class WorkItemSummary(serializers.Serializer[Any]):
    """一个办理件，不含任何人的资料；每个办理动作都以它应答。

    One work item without anybody's data; every verb answers with it.
    """

    number = serializers.CharField(
        help_text="办件编号，43 位，也是地址的一部分。 "
        "National case number of 43 characters, part of the address."
    )
    url = serializers.CharField(help_text="详情的地址。 Address of the detail.")
    key = serializers.CharField(help_text="事项在套餐中的代号。 The item within its bundle.")
    name = shapes.Words(help_text="事项名称。 Name of the item.")
    status = serializers.ChoiceField(
        choices=WorkItemStatus.choices, help_text="当前状态。 Where it stands."
    )
    waits_for = serializers.ChoiceField(
        choices=sorted({party.value for party in ITEM_WAITS_FOR.values()}),
        help_text="下一步由谁办理。 Who must move next.",
    )
    revision = serializers.IntegerField(
        help_text="版本；加上双引号就是 ETag。 Its version; in double quotes it is the ETag."
    )
    case_number = serializers.CharField(help_text="一件事的编号。 Number of the whole case.")
    claimed_by = serializers.CharField(
        allow_null=True,
        help_text="签收人工号；未签收为 null。 Number of the officer who claimed it, or null.",
    )
    opened_at = serializers.DateTimeField(help_text="分办时间。 When it was opened.")
    by_commitment = serializers.BooleanField(
        help_text="是否按告知承诺办理：由有决定权限的人员当场作出决定，之后核查。 "
        "Decided at once on a promise, by a decider, and checked afterwards."
    )
    queued_at = serializers.DateTimeField(
        allow_null=True,
        help_text="进入本部门待办的时间，时限从此起算。 When it became yours: the clock starts.",
    )
    settled_at = serializers.DateTimeField(
        allow_null=True, help_text="办结时间。 When it was settled."
    )
    due = shapes.Due(
        allow_null=True, help_text="时限；未起算为 null。 Due dates; null before the start."
    )


class WorkItemDetail(WorkItemSummary):
    """办理一个事项所需的全部内容，不多也不少。

    All that deciding one item needs, and nothing that it does not declare.
    """

    department = shapes.Department(help_text="承办部门。 The department that decides.")
    implementation_code = serializers.CharField(help_text="实施编码。 Implementation code.")
    answers = serializers.DictField(
        help_text="本事项声明需要的填报内容：questions 与 blocks；金额为小数字符串，日期为 ISO。 "
        "Of the form, just what the item declares; money as decimal strings, dates ISO."
    )
    materials = shapes.Material(
        many=True, help_text="本事项声明需要的材料。 The files handed in that the item declares."
    )
    promises = PromiseMade(
        many=True,
        help_text="申请人对本事项作出的承诺；承诺书见 commitment-letter。 "
        "What the applicant promised for it; the letter is at commitment-letter.",
    )
    following = FollowingMaterial(
        many=True,
        help_text="容缺后补的材料：不影响办理，最迟补交日期和现状见此。 "
        "Materials that may follow: nothing waits for them; their last day and where they stand.",
    )
    earlier_results = serializers.DictField(
        child=serializers.DictField(),
        help_text="前置事项的结果中声明共享的数据，按事项代号。 "
        "Shared data of earlier items' results, by item key.",
    )
    result_name = shapes.Words(help_text="办理结果的名称。 What the item ends in.")
    result_schema = serializers.DictField(
        help_text="approve 的 result 须满足的 JSON Schema（2020-12）。 "
        "The JSON Schema that the result of approve must satisfy."
    )
    check_points = shapes.CheckPoint(many=True, help_text="审查要点。 What to look at.")
    clock = shapes.Clock(
        allow_null=True,
        help_text="此刻的计时；未起算为 null。 The clock now, or null.",
    )
    corrections = shapes.Correction(many=True, help_text="历次补正。 Corrections asked for.")
    decision = shapes.DecisionMade(
        allow_null=True, help_text="已作出的决定；尚无为 null。 The decision, or null."
    )


@extend_schema_view(
    get=docs.described(
        "办理件",
        "列表 · List",
        "本部门的办理件，先分办的在前，按游标翻页。待办用 `?status=queued`。"
        "条件之间是“并且”；不认识的参数会被拒绝。\n\n"
        "The department's work items, oldest first. What waits for you: `?status=queued`. "
        "Conditions all apply; an unknown parameter is refused.",
        answer=WorkItemSummary(many=True),
        problems=[*docs.KEYED, *docs.READING, "cursor_invalid"],
    )
)
class WorkItems(Door, ListAPIView[WorkItem]):
    """The work items of the key's department, oldest first."""

    scopes = {"GET": Scope.READ}
    parameters = frozenset({"cursor", "limit", *WorkItemFilter.base_filters})
    queryset = WorkItem.objects.none()
    serializer_class = WorkItemSummary
    filter_backends = [filters.DjangoFilterBackend]
    filterset_class = WorkItemFilter
    pagination_class = InOrderOfOpening

    def get_queryset(self) -> QuerySet[WorkItem]:
        return own_work_items(self.key)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        rows = [summary_of(item, request) for item in page or []]
        return self.get_paginated_response(WorkItemSummary(rows, many=True).data)


class OneWorkItem(Door):
    scopes = {"GET": Scope.READ}

    @docs.described(
        "办理件",
        "详情 · Detail",
        "办理所需的全部内容：本事项声明的字段和材料、前置事项共享的结果、结果数据须满足的结构、审查要点、时限。"
        "别的部门的办理件一律是 404。\n\n"
        "All that deciding needs, and nothing else. Another department's is 404.",
        parameters=[docs.NUMBER, docs.ETAG],
        answer=WorkItemDetail,
        problems=[*docs.KEYED, *docs.READING, "not_found"],
    )
    def get(self, request: Request, number: str) -> Response:
        item = own_work_item(self.key, number)
        detail = WorkItemDetail(detail_of(item, request)).data
        return Response(detail, headers={"ETag": entity_tag(item.revision)})


def summary_answer(item: WorkItem, request: Request) -> Response:
    """What a verb answers with."""
    summary = WorkItemSummary(summary_of(item, request)).data
    return Response(summary, headers={"ETag": entity_tag(item.revision)})


def summary_of(item: WorkItem, request: Request) -> dict[str, Any]:
    """Costs no query once the case's bundle version is known to the process."""
    definition = versions.version(item.submission.version_id).item(item.key)
    due = {
        "promised": item.promised_due,
        "legal": item.legal_due,
        "provisional": item.due_provisional,
    }
    return {
        "number": item.number,
        "url": reverse("api:work-item", kwargs={"number": item.number}, request=request),
        "key": item.key,
        "name": definition.name.to_json(),
        "status": item.status,
        "waits_for": ITEM_WAITS_FOR[item.state].value,
        "revision": item.revision,
        "case_number": item.submission.number,
        "claimed_by": item.officer or None,
        "opened_at": item.opened_at,
        "by_commitment": item.by_commitment,
        "queued_at": item.queued_at,
        "settled_at": item.settled_at,
        "due": due if item.promised_due else None,
    }


def detail_of(item: WorkItem, request: Request) -> dict[str, Any]:
    version = versions.version(item.submission.version_id)
    definition = version.item(item.key)
    return {
        **summary_of(item, request),
        "department": {
            "code": definition.department.code,
            "uscc": definition.department.uscc,
            "name": definition.department.name.to_json(),
        },
        "implementation_code": definition.implementation_code,
        "answers": queues.answers_for(item),
        "materials": [
            {
                **material,
                "name": version.material(material["key"]).name.to_json(),
                "file_name": material["name"],
                "url": reverse(
                    "api:material",
                    kwargs={"number": item.number, "sha256": material["sha256"]},
                    request=request,
                ),
            }
            for material in queues.materials_for(item)
        ],
        "promises": promises_of(item),
        "following": followings_of(item, version),
        "earlier_results": queues.results_for(item),
        "result_name": definition.result.name.to_json(),
        "result_schema": dict(definition.result.result_schema),
        "check_points": [point.model_dump(mode="json") for point in definition.check_points],
        "clock": _clock(item),
        "corrections": item.corrections.order_by("id"),
        "decision": _decision(item),
    }


def _clock(item: WorkItem) -> dict[str, Any] | None:
    reading = moments.reading(item)
    if reading is None:
        return None
    return {
        "started": reading.started,
        "used_minutes": int(reading.used.total_seconds() // 60),
        "left_minutes": int(reading.left.total_seconds() // 60),
        "light": reading.light.value,
        "due": {
            "promised": reading.promised.at,
            "legal": reading.legal.at,
            "provisional": reading.promised.provisional or reading.legal.provisional,
        },
        "pauses": [{"since": pause.since, "until": pause.until} for pause in reading.pauses],
    }


def _decision(item: WorkItem) -> dict[str, Any] | None:
    decision = getattr(item, "decision", None) if item.is_settled else None
    if decision is None:
        return None
    return {
        "outcome": decision.outcome,
        "result": decision.result,
        "opinion": decision.opinion,
        "grounds": decision.grounds,
        "competent": decision.competent,
        "decided_by": decision.by.get("id", ""),
        "reviewed_by": (decision.reviewed_by or {}).get("id"),
        "decided_at": decision.decided_at,
    }
