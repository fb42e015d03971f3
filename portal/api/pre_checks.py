"""Quick questions before acceptance: what an item's own department is asked, and its answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import HandedMaterial, PreCheck
from bundles.casework.selectors.pre_checks import (
    looked_at,
    pre_checks_of_department,
    waiting_for_department,
)
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from portal.accounts.models import ApiKey, Scope

from . import documentation as docs
from . import shapes
from .bodies import read, refuse_unmeasured
from .door import Door, acting_officer
from .idempotency import once
from .materials import streamed
from .paging import InOrderOfOpening
from .preconditions import entity_tag, seen_version
from .verbs import Acting

TOKEN = OpenApiParameter(
    "token",
    UUID,
    OpenApiParameter.PATH,
    description="预审编号。 The pre-check, by its token.",
)


class PreCheckSummary(serializers.Serializer[Any]):
    """一次受理前预审，不含任何人的资料。 One question before acceptance, without anybody's data."""

    token = serializers.UUIDField(help_text="预审编号，也是地址的一部分。 Part of the address.")
    url = serializers.CharField(help_text="详情的地址。 Address of the detail.")
    key = serializers.CharField(help_text="事项在套餐中的代号。 The item within its bundle.")
    name = shapes.Words(help_text="事项名称。 Name of the item.")
    case_number = serializers.CharField(help_text="一件事的编号。 Number of the whole case.")
    revision = serializers.IntegerField(
        help_text="版本；加上双引号就是 ETag。 Its version; in double quotes it is the ETag."
    )
    asked_at = serializers.DateTimeField(help_text="请求预审的时间。 When it was asked.")
    due_at = serializers.DateTimeField(
        help_text="答复期限；逾期后窗口可以先行受理。 Until when; afterwards the window may go on."
    )
    answer = serializers.ChoiceField(
        choices=["", "passed", "objected"],
        help_text="答复；空串为尚未答复。 The answer, empty while there is none.",
    )
    open = serializers.BooleanField(
        help_text="现在是否还需要答复。 Whether it still waits for an answer."
    )


class PreCheckDetail(PreCheckSummary):
    """预审所需的全部内容，不多也不少。 All that the item declares, and nothing else."""

    answers = serializers.DictField(help_text="本事项声明需要的填报内容。 Just what it declares.")
    materials = shapes.Material(
        many=True, help_text="本事项声明需要的材料。 The files that the item declares."
    )
    check_points = shapes.CheckPoint(many=True, help_text="审查要点。 What to look at.")
    remark = serializers.CharField(help_text="提出异议的理由。 Why it was objected to, if so.")


class Objection(Acting):
    remark = serializers.CharField(
        max_length=2000,
        help_text="为什么不能受理，窗口会看到并据此告知申请人。 "
        "Why it cannot be accepted; the window reads it and tells the applicant.",
    )


@extend_schema_view(
    get=docs.described(
        "预审",
        "待答复的预审 · Waiting pre-checks",
        "本部门自行受理的事项，窗口受理前请本部门快速预审。这里列出还没有答复的，先请求的在前。\n\n"
        "Items your department accepts itself: what the window asks before it accepts, and nobody "
        "has answered yet, oldest first.",
        answer=PreCheckSummary(many=True),
        problems=[*docs.KEYED, *docs.READING, "cursor_invalid"],
    )
)
class PreChecks(Door, ListAPIView[PreCheck]):
    scopes = {"GET": Scope.READ}
    parameters = frozenset({"cursor", "limit"})
    queryset = PreCheck.objects.none()
    serializer_class = PreCheckSummary
    filter_backends: list[Any] = []
    pagination_class = InOrderOfOpening

    def get_queryset(self) -> QuerySet[PreCheck]:
        return waiting_for_department(self.key.department.code)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        rows = [_summary(check, request) for check in page or []]
        return self.get_paginated_response(PreCheckSummary(rows, many=True).data)


class OnePreCheck(Door):
    scopes = {"GET": Scope.READ}

    @docs.described(
        "预审",
        "预审详情 · Detail",
        "本事项声明的字段和材料、审查要点。别的部门的一律是 404。\n\n"
        "The fields and files the item declares, and what to look at. Another's is 404.",
        parameters=[TOKEN, docs.ETAG],
        answer=PreCheckDetail,
        problems=[*docs.KEYED, *docs.READING, "not_found"],
    )
    def get(self, request: Request, token: UUID) -> Response:
        check = own_pre_check(self.key, token)
        detail = PreCheckDetail(_detail(check, request)).data
        return Response(detail, headers={"ETag": entity_tag(check.revision)})


class PreCheckMaterial(Door):
    scopes = {"GET": Scope.MATERIALS}

    @docs.described(
        "预审",
        "下载预审材料 · Download a material",
        "只能下载该事项声明的材料。 Only what the item declares.",
        parameters=[
            TOKEN,
            OpenApiParameter(
                "sha256",
                str,
                OpenApiParameter.PATH,
                pattern="^[0-9a-f]{64}$",
                description="内容的 SHA-256。 SHA-256 of the content.",
            ),
        ],
        answer=docs.binary("文件内容。 The file.", "application/pdf", "image/jpeg", "image/png"),
        problems=[*docs.KEYED, *docs.READING, "not_found", "not_safe", "material_unavailable"],
    )
    def get(self, request: Request, token: UUID, sha256: str) -> FileResponse:
        check = own_pre_check(self.key, token)
        version = versions.version(check.submission.version_id)
        filed = looked_at(version, check.key, check.filing)["materials"]
        if sha256 not in {one["sha256"] for one in filed}:
            raise Http404
        handed = HandedMaterial.objects.filter(submission=check.submission_id, sha256=sha256)
        return streamed(handed.select_related("document").order_by("-id")[0])


class Answering(Door):
    """``POST`` to a sub-resource of a pre-check."""

    scopes = {"POST": Scope.DECIDE}
    body = Acting

    def act(self, check: PreCheck, *, seen: int, said: dict[str, Any], by: Actor) -> PreCheck:
        raise NotImplementedError

    def post(self, request: Request, token: UUID) -> Response:
        check = own_pre_check(self.key, token)
        seen = seen_version(request)
        refuse_unmeasured(request)
        said = read(self.body, request.data)
        by = acting_officer(self.key, said.pop("officer"))

        def perform() -> Response:
            answered = self.act(check, seen=seen, said=said, by=by)
            answered.submission = check.submission
            told = PreCheckSummary(_summary(answered, request)).data
            return Response(told, headers={"ETag": entity_tag(answered.revision)})

        return once(request, self.key, perform)


def _answering(summary: str, description: str, body: type[Acting], example: dict[str, str]) -> Any:
    return docs.described(
        "预审",
        summary,
        description,
        parameters=[TOKEN, docs.IF_MATCH, docs.IDEMPOTENCY_KEY, docs.ETAG],
        request=body,
        answer=PreCheckSummary,
        problems=[*docs.KEYED, *docs.WRITING, "reason_missing", "not_for_paper"],
        examples=[OpenApiExample(summary.partition(" ")[0], value=example, request_only=True)],
    )


@extend_schema_view(
    post=_answering(
        "预审通过 · Pass",
        "可以受理，窗口随即受理。 It can be accepted as it stands.",
        Acting,
        {"officer": "DL-YH-01"},
    )
)
class Pass(Answering):
    def act(self, check: PreCheck, *, seen: int, said: dict[str, Any], by: Actor) -> PreCheck:
        return services.pass_pre_check(check.pk, seen=seen, by=by)


@extend_schema_view(
    post=_answering(
        "提出异议 · Object",
        "不能受理：窗口据此退回补正，或者对该事项不予受理。 "
        "It cannot be accepted: the window returns the case or leaves the item out.",
        Objection,
        {"officer": "DL-YH-01", "remark": "该网点不办理对公业务，请改选开户网点。"},
    )
)
class Object(Answering):
    body = Objection

    def act(self, check: PreCheck, *, seen: int, said: dict[str, Any], by: Actor) -> PreCheck:
        return services.object_to_pre_check(check.pk, seen=seen, by=by, **said)


def own_pre_check(key: ApiKey, token: UUID) -> PreCheck:
    """One the key's department was asked; ``Http404`` for another's as for none."""
    found = pre_checks_of_department(key.department.code).select_related("filing")
    check = found.filter(token=token).first()
    if check is None:
        raise Http404
    return check


def _summary(check: PreCheck, request: Request) -> dict[str, Any]:
    version = versions.version(check.submission.version_id)
    waits = check.submission.state is SubmissionStatus.SUBMITTED
    return {
        "token": check.token,
        "url": reverse("api:pre-check", kwargs={"token": check.token}, request=request),
        "key": check.key,
        "name": version.item(check.key).name.to_json(),
        "case_number": check.submission.number,
        "revision": check.revision,
        "asked_at": check.asked_at,
        "due_at": check.due_at,
        "answer": check.answer,
        "open": not check.answer and waits,
    }


def _detail(check: PreCheck, request: Request) -> dict[str, Any]:
    version = versions.version(check.submission.version_id)
    seen = looked_at(version, check.key, check.filing)
    return {
        **_summary(check, request),
        "answers": seen["answers"],
        "materials": [
            {
                **material,
                "name": version.material(material["key"]).name.to_json(),
                "file_name": material["name"],
                "url": reverse(
                    "api:pre-check-material",
                    kwargs={"token": check.token, "sha256": material["sha256"]},
                    request=request,
                ),
            }
            for material in seen["materials"]
        ],
        "check_points": [
            point.model_dump(mode="json") for point in version.item(check.key).check_points
        ],
        "remark": check.remark,
    }
