"""What each problem code means: the addresses that problem documents name as their ``type``."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import override
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from . import documentation as docs
from . import shapes
from .door import Door
from .problems import KINDS


class ProblemKind(serializers.Serializer[Any]):
    """一类问题。 One kind of problem."""

    code = serializers.CharField(help_text="代码。 Its code.")
    status = serializers.IntegerField(help_text="HTTP 状态码。 The HTTP status.")
    title = shapes.Words(help_text="名称。 Its title.")


class Public(Door):
    """An address that needs no key."""

    authentication_classes = []
    permission_classes = []


class ProblemKinds(Public):
    @docs.described(
        "说明",
        "问题代码 · Problem codes",
        "全部问题代码，不需要密钥。 Every problem code; needs no key.",
        answer=ProblemKind(many=True),
        operation_id="problems_list",
        problems=docs.READING,
    )
    def get(self, request: Request) -> Response:
        return Response(ProblemKind([_told(code) for code in KINDS], many=True).data)


class OneProblemKind(Public):
    @docs.described(
        "说明",
        "一个问题代码 · One problem code",
        "问题文档的 type 指向这里。 Where a problem document's type points to.",
        parameters=[
            OpenApiParameter("code", str, OpenApiParameter.PATH, description="代码。 Its code.")
        ],
        answer=ProblemKind,
        problems=[*docs.READING, "not_found"],
    )
    def get(self, request: Request, code: str) -> Response:
        if code not in KINDS:
            raise Http404
        return Response(ProblemKind(_told(code)).data)


def _told(code: str) -> dict[str, Any]:
    kind = KINDS[code]
    title = {}
    for short, language in (("zh", "zh-hans"), ("en", "en")):
        with override(language):
            title[short] = str(kind.title)
    return {"code": code, "status": kind.status, "title": title}
