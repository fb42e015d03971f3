"""Cursors: opaque to the caller, checked before they reach a query."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from bundles.casework.selectors.feed import Position

from .problems import Fault, Refused, parameter_invalid

MOST: Final = 200
_NUMBER: Final = re.compile(r"\d{1,18}", re.ASCII)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]*={0,2}", re.ASCII)
_POSITION: Final = re.compile(r"(\d{1,18})\.(\d{1,18})", re.ASCII)


def limit(request: Request, *, default: int) -> int:
    """How many rows the caller wants, from 1 to ``MOST``."""
    given = request.query_params.get("limit", str(default))
    if _NUMBER.fullmatch(given) and 1 <= int(given) <= MOST:
        return int(given)
    message = _("limit 须为 1 至 %(most)d 的整数。") % {"most": MOST}
    raise parameter_invalid([Fault("limit", "out_of_range", message)])


def cursor_invalid() -> Refused:
    return Refused("cursor_invalid", _("游标须原样取自上一次应答；请去掉它，从头读起。"))


class InOrderOfOpening(CursorPagination):
    """Oldest first, by a column that never changes: no page shows a row twice or leaves one out."""

    ordering = "id"
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = MOST
    cursor_query_description = (
        "取自上一次应答的 `next` 或 `previous`。 From `next` or `previous` of the last answer."
    )
    page_size_query_description = (
        f"每页条数，1 至 {MOST}，默认 50。 Rows per page, 1 to {MOST}, 50 by default."
    )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        def link(text: str) -> dict[str, Any]:
            return {"type": ["string", "null"], "format": "uri", "description": text}

        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": link("下一页的地址；没有则为 null。 Address of the next page, or null."),
                "previous": link("上一页的地址；没有则为 null。 The page before, or null."),
                "results": {**schema, "description": "这一页。 This page."},
            },
        }

    def get_page_size(self, request: Request) -> int:
        return limit(request, default=self.page_size)

    def decode_cursor(self, request: Request) -> Cursor | None:
        if not _BASE64.fullmatch(request.query_params.get("cursor", "")):
            raise cursor_invalid()
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise cursor_invalid() from None
        position = cursor.position if cursor else None
        if position is not None and not _NUMBER.fullmatch(str(position)):
            raise cursor_invalid()
        return cursor


def position_text(position: Position) -> str:
    return urlsafe_b64encode(f"{position.xid}.{position.id}".encode()).decode().rstrip("=")


def position_in(text: str) -> Position:
    """The place in the feed that ``text`` stands for; the start for an empty one."""
    if not text:
        return Position(0, 0)
    try:
        plain = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("ascii")
    except ValueError:
        raise cursor_invalid() from None
    match = _POSITION.fullmatch(plain)
    if match is None:
        raise cursor_invalid()
    return Position(int(match[1]), int(match[2]))
