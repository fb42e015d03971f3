"""Every refusal of this door: domain error in, RFC 9457 problem document out; all of it here.

The codes are a promise to department systems: they may be added to, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from applicants.exceptions import NotSafe
from bundles.casework import exceptions as casework
from bundles.casework.commitment_exceptions import DeciderNeeded, NoSuchFollowUp
from bundles.casework.later_exceptions import OrderDayPast, StillMayFollow
from bundles.casework.window_exceptions import NoSuchPreCheck
from bundles.issuance.exceptions import NotRevocable
from portal.accounts.keys import KeyExpired, KeyRefused, KeyRevoked

log = structlog.get_logger(__name__)

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, and a title that is the same every time it occurs."""

    status: int
    title: Promise


KINDS: Final[Mapping[str, Kind]] = {
    "malformed_json": Kind(400, _("请求体不是有效的 JSON")),
    "unstorable_text": Kind(400, _("文字中含有无法保存的字符")),
    "body_invalid": Kind(400, _("请求体的字段不符合要求")),
    "parameter_invalid": Kind(400, _("查询参数不符合要求")),
    "cursor_invalid": Kind(400, _("游标无效")),
    "if_match_invalid": Kind(400, _("If-Match 请求头的格式不对")),
    "idempotency_key_invalid": Kind(400, _("Idempotency-Key 请求头的格式不对")),
    "key_missing": Kind(401, _("请求没有携带密钥")),
    "key_unknown": Kind(401, _("密钥无效")),
    "key_expired": Kind(401, _("密钥已到期")),
    "key_revoked": Kind(401, _("密钥已停用")),
    "scope_missing": Kind(403, _("密钥没有这项权限")),
    "unknown_officer": Kind(403, _("经办人不是本部门在岗人员")),
    "not_yours": Kind(403, _("经办人没有办理此件的权限")),
    "not_found": Kind(404, _("没有找到")),
    "method_not_allowed": Kind(405, _("该地址不支持这种请求方法")),
    "move_not_allowed": Kind(409, _("目前的状态不能进行此操作")),
    "claimed_by_another": Kind(409, _("已由其他承办人签收")),
    "second_official_needed": Kind(409, _("须由另一名有决定权限的人员签发")),
    "decider_needed": Kind(409, _("须由有决定权限的人员当场作出决定")),
    "not_revocable": Kind(409, _("结果尚未出件，不能撤销")),
    "still_may_follow": Kind(409, _("材料可以后补，还没有到期")),
    "not_safe": Kind(409, _("材料未通过安全检查")),
    "length_required": Kind(411, _("请求没有说明请求体的长度")),
    "stale_version": Kind(412, _("办理件在查看之后已有变化")),
    "body_too_large": Kind(413, _("请求体过大")),
    "unsupported_media_type": Kind(415, _("请求体应为 application/json")),
    "result_invalid": Kind(422, _("结果数据不符合该事项的要求")),
    "defects_missing": Kind(422, _("没有写明需要补正的内容")),
    "reason_missing": Kind(422, _("没有写明理由")),
    "not_for_paper": Kind(422, _("文字不能印在文书上")),
    "order_day_past": Kind(422, _("补交期限不在今天以后")),
    "unknown_field": Kind(422, _("该事项不涉及所指的内容")),
    "idempotency_key_reused": Kind(422, _("Idempotency-Key 已用于另一个请求")),
    "precondition_required": Kind(428, _("请求没有携带 If-Match")),
    "too_many_requests": Kind(429, _("请求过于频繁")),
    "server_error": Kind(500, _("系统内部错误")),
    "material_unavailable": Kind(503, _("材料暂时无法读取")),
    "unavailable": Kind(503, _("系统暂时不可用")),
}

DOMAIN: Final[Mapping[type[Exception], str]] = {
    KeyExpired: "key_expired",
    KeyRevoked: "key_revoked",
    KeyRefused: "key_unknown",
    NotSafe: "not_safe",
    casework.NoSuchCase: "not_found",
    NoSuchPreCheck: "not_found",
    casework.StaleVersion: "stale_version",
    casework.MoveNotAllowed: "move_not_allowed",
    casework.NotYours: "not_yours",
    casework.ClaimedByAnother: "claimed_by_another",
    casework.SecondOfficialNeeded: "second_official_needed",
    casework.ResultInvalid: "result_invalid",
    casework.UnknownField: "unknown_field",
    casework.DefectsMissing: "defects_missing",
    casework.ReasonMissing: "reason_missing",
    DeciderNeeded: "decider_needed",
    NoSuchFollowUp: "not_found",
    NotRevocable: "not_revocable",
    StillMayFollow: "still_may_follow",
    OrderDayPast: "order_day_past",
    casework.NotForPaper: "not_for_paper",
}
"""An error of the heart that is neither here nor below one that is, is a mistake of ours."""

FRAMEWORK: Final[Mapping[type[Exception], tuple[str, Promise]]] = {
    drf.NotAuthenticated: (
        "key_missing",
        _("请在 Authorization 请求头中携带密钥：Authorization: Bearer <密钥>。"),
    ),
    Http404: (
        "not_found",
        _("没有这个地址，或者它不属于本部门。请核对编号；每个地址都以斜杠结尾。"),
    ),
    drf.MethodNotAllowed: ("method_not_allowed", _("请改用 Allow 响应头列出的方法。")),
    drf.UnsupportedMediaType: (
        "unsupported_media_type",
        _("请以 Content-Type: application/json 发送 JSON 对象。"),
    ),
    drf.Throttled: ("too_many_requests", _("请按 Retry-After 响应头给出的秒数稍后再试。")),
    RequestDataTooBig: ("body_too_large", _("请求体不能超过 1 MiB。")),
    OperationalError: ("unavailable", _("本次请求没有产生任何改动，请稍后原样重试。")),
    InterfaceError: ("unavailable", _("本次请求没有产生任何改动，请稍后原样重试。")),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place of the request: ``defects.0.about``."""

    path: str
    code: str
    message: str | Promise


class Refused(Exception):
    """A refusal of this door itself; ``code`` is one of ``KINDS``."""

    def __init__(
        self,
        code: str,
        detail: str | Promise,
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code, self.detail = code, detail
        self.faults, self.headers = tuple(faults), dict(headers or {})


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """The problem document of any error; what nobody foresaw is logged, its insides never told."""
    set_rollback()
    refused = _refused(error, reading=context["request"].method in ("GET", "HEAD"))
    if KINDS[refused.code].status == 401:
        refused.headers["WWW-Authenticate"] = _challenge(refused.code)
    return document(refused)


def document(refused: Refused) -> Response:
    kind = KINDS[refused.code]
    body: dict[str, Any] = {
        "type": reverse("api:problem", kwargs={"code": refused.code}),
        "title": str(kind.title),
        "status": kind.status,
        "code": refused.code,
        "detail": str(refused.detail),
    }
    if refused.faults:
        body["errors"] = [
            {"path": fault.path, "code": fault.code, "message": str(fault.message)}
            for fault in refused.faults
        ]
    headers = {"Cache-Control": "no-store", **refused.headers}
    return Response(body, kind.status, headers=headers, content_type=MEDIA_TYPE)


def _refused(error: Exception, *, reading: bool) -> Refused:
    match error:
        case Refused():
            return error
        case drf.ValidationError():
            faults = faults_in(error.detail)
            return parameter_invalid(faults) if reading else body_invalid(faults)
    for known in type(error).__mro__:
        if known in DOMAIN:
            return _of_the_heart(error, DOMAIN[known])
        if known in FRAMEWORK:
            code, detail = FRAMEWORK[known]
            if KINDS[code].status >= 500:
                log.error("api_unavailable", exc_info=error)
            return Refused(code, detail, headers=_headers(error))
    log.error("api_error_unforeseen", exc_info=error)
    return Refused("server_error", _("请稍后重试；如仍然出错，请把 X-Request-ID 告知系统管理员。"))


def _of_the_heart(error: Exception, code: str) -> Refused:
    faults: list[Fault] = []
    headers: dict[str, str] = {}
    if isinstance(error, casework.ProblemsFound):
        faults = [Fault(each.path, each.code, each.message) for each in error.problems]
    if isinstance(error, casework.StaleVersion):
        headers["ETag"] = f'"{error.current}"'
    message = error.message if isinstance(error, KeyRefused) else str(error)
    return Refused(code, message, faults=faults, headers=headers)


def _headers(error: Exception) -> dict[str, str]:
    match error:
        case drf.Throttled():
            return {"Retry-After": str(int(getattr(error, "wait", None) or 0) + 1)}
        case OperationalError() | InterfaceError():
            return {"Retry-After": "1"}
    return {}


def _challenge(code: str) -> str:
    """RFC 6750: no error is named to whom brought no key at all."""
    if code == "key_missing":
        return 'Bearer realm="one-window"'
    return f'Bearer realm="one-window", error="invalid_token", error_description="{code}"'


def body_invalid(faults: Sequence[Fault]) -> Refused:
    return Refused("body_invalid", _("请按 errors 逐项修改后重新发送。"), faults=faults)


def parameter_invalid(faults: Sequence[Fault]) -> Refused:
    return Refused("parameter_invalid", _("请按 errors 逐项修改查询参数。"), faults=faults)


def faults_in(detail: Any, path: str = "") -> list[Fault]:
    """A framework's nested error detail as a flat list, each with the path it stands at."""
    if isinstance(detail, Mapping):
        parts: Iterable[tuple[Any, Any]] = (
            (None if key == "non_field_errors" else key, part) for key, part in detail.items()
        )
    elif isinstance(detail, list | tuple):
        nested = any(isinstance(part, Mapping | list) for part in detail)
        parts = enumerate(detail) if nested else ((None, part) for part in detail)
    else:
        return [Fault(path, str(getattr(detail, "code", "invalid")), str(detail))]
    return [
        fault
        for key, part in parts
        for fault in faults_in(part, path if key is None else f"{path}.{key}".lstrip("."))
    ]
