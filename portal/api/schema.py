"""The description of this door: for machines, and as a page for people."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from . import documentation as docs
from . import problems
from .door import AlwaysJSON
from .problem_kinds import Public


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, made once per process: it says nothing that depends on who asks."""
    generated = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    described: dict[str, Any] = json.loads(OpenApiJsonRenderer().render(generated))
    return described


class Schema(Public):
    @docs.described(
        "说明",
        "OpenAPI 文档 · The OpenAPI document",
        "机器可读的本说明，不需要密钥。 This description for machines; needs no key.",
        answer={200: OpenApiResponse(OpenApiTypes.OBJECT, description="OpenAPI 3.1")},
        problems=docs.READING,
    )
    def get(self, request: Request) -> Response:
        return Response(document(), headers={"Cache-Control": "public, max-age=300"})


class Page(SpectacularSwaggerSplitView):
    """The same as a page; its script and style come from this house, nothing from outside."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    content_negotiation_class = AlwaysJSON
    http_method_names = ["get", "head"]
    template_name = "api/docs.html"
    title = "一件事部门接口 · Department API"
    url_name = "api:schema"

    def handle_exception(self, exc: Exception) -> Response:
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return super().handle_exception(exc)

    def get_exception_handler(self) -> Any:
        return problems.answer
