"""Which version the caller looked at: ``If-Match`` with one strong tag (RFC 9110 §13.1.1)."""

from __future__ import annotations

import re
from typing import Final

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from .problems import Refused

_TAG: Final = re.compile(r'"(\d{1,9})"', re.ASCII)
_WEAK_OR_FOREIGN: Final = re.compile(r'(W/)?"[\x21\x23-\x7e\x80-\xff]*"')
NEVER: Final = -1
"""A version no work item has: a tag of another shape is simply not the current one."""


def entity_tag(revision: int) -> str:
    return f'"{revision}"'


def seen_version(request: Request) -> int:
    """The version named in ``If-Match``.

    Raises ``Refused`` without one (428). ``*`` names no version and counts as none; several tags
    would say that the caller does not know which one they saw.
    """
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        raise Refused(
            "precondition_required",
            _('请先读取该办理件，再把其 ETag 放入 If-Match 请求头，例如 If-Match: "3"；不接受 *。'),
        )
    tag = _TAG.fullmatch(given)
    if tag:
        return int(tag[1])
    if _WEAK_OR_FOREIGN.fullmatch(given):
        return NEVER
    raise Refused(
        "if_match_invalid",
        _('If-Match 须是一个带英文双引号的 ETag，例如 If-Match: "3"。'),
    )
