"""The description of this door: what every address has in common, and the guide at its head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from django.utils.translation import override
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)

from .problems import KINDS, MEDIA_TYPE
from .shapes import ProblemDocument

GUIDE: Final = Path(__file__).with_name("guide.md")

KEYED: Final = ("key_missing", "key_unknown", "key_expired", "key_revoked", "scope_missing")
ALWAYS: Final = ("method_not_allowed", "too_many_requests", "server_error", "unavailable")
READING: Final = ("parameter_invalid",)
WRITING: Final = (
    *("not_found", "precondition_required", "if_match_invalid", "stale_version"),
    *("malformed_json", "unstorable_text", "body_invalid", "body_too_large", "length_required"),
    *("unsupported_media_type", "unknown_officer", "not_yours", "move_not_allowed"),
    *("idempotency_key_invalid", "idempotency_key_reused"),
)

TAGS: Final = {
    "密钥": "密钥自身的情况。 The key itself.",
    "办理件": "查看本部门的办理件。 Reading the department's work items.",
    "办理": "对办理件的动作。 Acting on a work item.",
    "核查": "按告知承诺办理的事项，作出决定之后的核查。 Checks of what was promised.",
    "预审": "本部门自行受理的事项，受理前的快速预审。 Quick questions before acceptance.",
    "动态": "逐件、不漏的变化记录。 Everything that happens, in order.",
    "说明": "问题代码和本说明。 Problem codes and this description.",
}

NUMBER: Final = OpenApiParameter(
    "number",
    str,
    OpenApiParameter.PATH,
    pattern="^[0-9A-Z]{43}$",
    description="办件编号，43 位。 Number of the work item, 43 characters.",
)
ETAG: Final = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    description='版本标签，例如 `"3"`；办理时原样放入 If-Match。 '
    "The version; send it back as If-Match.",
)
IF_MATCH: Final = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description='您查看时的 ETag，含双引号，例如 `"3"`；不接受 `*`。 '
    "The ETag you looked at, with its double quotes; `*` is not accepted.",
)
IDEMPOTENCY_KEY: Final = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    pattern="^[!-~]{1,255}$",
    description="建议使用 UUID。7 天内以同一个键重发同一请求，得到同一个应答，不会重复办理。 "
    "A UUID of your own: within 7 days the same request under the same key gets the same answer.",
)
LANGUAGE: Final = OpenApiParameter(
    "Accept-Language",
    str,
    OpenApiParameter.HEADER,
    enum=["zh", "en"],
    description="问题文档的语言，默认中文。 Language of problem documents, Chinese by default.",
)


def described(
    tag: str,
    summary: str,
    description: str,
    *,
    answer: Any,
    problems: Iterable[str],
    parameters: Iterable[OpenApiParameter] = (),
    **more: Any,
) -> Callable[[Any], Any]:
    """Describe one operation; ``problems`` are its codes beside those every address has."""
    codes = [*problems, *ALWAYS]
    return extend_schema(
        tags=[tag],
        summary=summary,
        description=description,
        parameters=[*parameters, LANGUAGE],
        responses={**_success(answer), **problem_responses(codes)},
        **more,
    )


def _success(answer: Any) -> dict[Any, Any]:
    if isinstance(answer, dict):
        return answer
    return {200: OpenApiResponse(answer, description="成功。 Done.")}


def problem_responses(codes: Iterable[str]) -> dict[Any, OpenApiResponse]:
    """One response for each status, naming every code that comes with it."""
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in dict.fromkeys(codes):
        by_status[KINDS[code].status].append(code)
    return {
        (status, MEDIA_TYPE): OpenApiResponse(
            ProblemDocument,
            description="；".join(f"`{code}` {titles(code)[0]}" for code in found),
            examples=[_example(code) for code in found],
        )
        for status, found in sorted(by_status.items())
    }


def _example(code: str) -> OpenApiExample:
    title, _english = titles(code)
    value: dict[str, Any] = {
        "type": f"/api/v1/problems/{code}/",
        "title": title,
        "status": KINDS[code].status,
        "code": code,
        "detail": title + "。",
    }
    if code in ("body_invalid", "parameter_invalid", "unstorable_text", "result_invalid"):
        value["errors"] = [{"path": "officer", "code": "required", "message": "该字段是必填项。"}]
    return OpenApiExample(
        code,
        value=value,
        response_only=True,
        media_type=MEDIA_TYPE,
        status_codes=[str(KINDS[code].status)],
    )


def titles(code: str) -> tuple[str, str]:
    """The title of a kind of problem in Chinese and in English."""
    told = []
    for language in ("zh-hans", "en"):
        with override(language):
            told.append(str(KINDS[code].title))
    return told[0], told[1]


def binary(description: str, *media_types: str) -> dict[Any, Any]:
    return {
        (200, media_type): OpenApiResponse(OpenApiTypes.BINARY, description=description)
        for media_type in media_types
    }


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the guide, the table of problem codes and the tags into a generated description."""
    rows = [
        f"| {kind.status} | `{code}` | {titles(code)[0]} | {titles(code)[1]} |"
        for code, kind in KINDS.items()
    ]
    table = "\n".join(["| HTTP | code | 含义 | Meaning |", "|---|---|---|---|", *rows])
    result["info"]["description"] = GUIDE.read_text("utf-8").replace("{{ problems }}", table)
    result["tags"] = [{"name": name, "description": text} for name, text in TAGS.items()]
    return result


class BearerKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "portal.api.authentication.BearerKey"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "部门密钥，形如 `owk_…`。 The department's key.",
        }
