"""The same request sent again gets the same answer, and nothing is done twice (T13)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from applicants.sealing import fingerprint
from portal.accounts.models import ApiKey

from .models import StoredAnswer
from .problems import Refused

KEPT: Final = timedelta(days=7)
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")


def once(request: Request, key: ApiKey, perform: Callable[[], Response]) -> Response:
    """Perform, and remember the answer under the request's ``Idempotency-Key`` in one transaction.

    A duplicate that comes while the first still runs waits at the unique index, then gets its
    answer. Only what succeeded is remembered: a refusal changed nothing, so asking again is safe.
    Raises ``Refused`` when the key was used for another request.
    """
    name = request.headers.get("Idempotency-Key")
    if name is None:
        return perform()
    if not _KEY.fullmatch(name):
        raise Refused(
            "idempotency_key_invalid",
            _("Idempotency-Key 须为 1 至 255 个可见的 ASCII 字符，建议使用 UUID。"),
        )
    said = _hash(request)
    with transaction.atomic():
        stored, is_first = StoredAnswer.objects.get_or_create(
            key=key, idempotency_key=name, defaults={"request": said}
        )
        if not is_first:
            return _again(stored, said)
        response = perform()
        stored.status_code, stored.etag = response.status_code, response.headers.get("ETag", "")
        stored.body = JSONRenderer().render(response.data).decode()
        stored.save(update_fields=["status_code", "etag", "body"])
    return response


def _again(stored: StoredAnswer, said: str) -> Response:
    if stored.request != said:
        raise Refused(
            "idempotency_key_reused",
            _("这个 Idempotency-Key 已用于内容不同的请求；新的请求请使用新的键。"),
        )
    return Response(
        json.loads(stored.body),
        stored.status_code,
        headers={"ETag": stored.etag, "Idempotent-Replayed": "true"},
    )


def _hash(request: Request) -> str:
    """A keyed hash over all that makes a request this one: address, version seen and body."""
    content: list[Any] = [
        request.method,
        request.path,
        request.headers.get("If-Match", "").strip(),
        request.data,
    ]
    return fingerprint(json.dumps(content, sort_keys=True), "api_request")


def forget_old() -> int:
    """Delete the answers nobody will ask for any more; how many those were."""
    old = StoredAnswer.objects.filter(created_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
