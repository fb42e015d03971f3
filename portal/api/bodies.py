"""Request bodies: JSON objects, strictly read, of a size and depth that harm nobody."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import IO, Any, Final, cast

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from .problems import Fault, Refused, body_invalid, faults_in

LARGEST: Final = 1024 * 1024
DEEPEST: Final = 24


class StrictJSON(BaseParser):
    """RFC 8259 and no more: UTF-8, no key twice, no NaN, no text that PostgreSQL could not keep."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise RequestDataTooBig
        try:
            value = json.loads(
                raw.decode(), object_pairs_hook=_once_each, parse_constant=_no_number
            )
        except (ValueError, RecursionError):
            raise Refused(
                "malformed_json", _("请求体须为 UTF-8 编码的 JSON，键不得重复。请检查后重新发送。")
            ) from None
        refuse_unstorable(value)
        return value


def refuse_unmeasured(request: Request) -> None:
    """A chunked body would be read as empty: refuse it instead (RFC 9110 §15.5.12)."""
    if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
        raise Refused("length_required", _("请用 Content-Length 说明请求体的长度，不要分块发送。"))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)


def refuse_unstorable(value: Any) -> None:
    """Raise ``Refused`` naming every place that PostgreSQL's JSON could not keep."""
    faults = list(_unstorable(value))
    if faults:
        raise Refused(
            "unstorable_text", _("请按 errors 删去无法保存的内容后重新发送。"), faults=faults
        )


def _unstorable(value: Any) -> Iterator[Fault]:
    """Walks without recursion: how deep a stranger nests is not ours to trust."""
    waiting: list[tuple[str, int, Any]] = [("", 0, value)]
    while waiting:
        path, depth, each = waiting.pop()
        if depth > DEEPEST:
            yield Fault("", "too_deep", _("嵌套过深。"))
            return
        if isinstance(each, dict):
            bad = [key for key in each if _bad(key)]
            if bad:
                yield Fault(path, "unstorable", _("键名含有无法保存的字符。"))
            waiting += [
                (f"{path}.{key}".lstrip("."), depth + 1, inner)
                for key, inner in each.items()
                if key not in bad
            ]
        elif isinstance(each, list):
            waiting += [
                (f"{path}.{place}".lstrip("."), depth + 1, inner)
                for place, inner in enumerate(each)
            ]
        elif isinstance(each, str) and _bad(each):
            yield Fault(path, "unstorable", _("含有无法保存的字符（U+0000 或不成对的代理码位）。"))
        elif isinstance(each, float) and not math.isfinite(each):
            yield Fault(path, "not_a_number", _("数字超出范围。"))


def _bad(text: str) -> bool:
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)


class Body(serializers.Serializer[Any]):
    """A request body that refuses, by name, whatever it does not know."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(set(data) - set(self.fields))):
            message = str(_("没有这个字段，请删去。"))
            problems: dict[str, Any] = {
                name: [serializers.ErrorDetail(message, code="unknown_field")] for name in unknown
            }
            try:
                super().to_internal_value(data)
            except serializers.ValidationError as error:
                problems = {**cast(dict[str, Any], error.detail), **problems}
            raise serializers.ValidationError(problems)
        return super().to_internal_value(data)


def read(body: type[Body], data: Any) -> dict[str, Any]:
    """What the caller said, checked; raises ``Refused`` with every fault."""
    serializer = body(data=data)
    if not serializer.is_valid():
        raise body_invalid(faults_in(serializer.errors))
    return dict(serializer.validated_data)
