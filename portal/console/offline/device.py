"""One desk device, as far as the server knows it: whose key seals what it keeps, and its numbers.

The key comes only to the signed-in officer and is the same in the next session: what was not yet
synchronised stays shut to everybody else who uses the device, and opens when that officer is back.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import ReservedNumber
from bundles.casework.reservations import BLOCK, MOST_OF_A_DAY
from bundles.papers.barcodes import code_128
from portal.accounts.desks import DESK_COOKIE
from portal.console.errors import REFUSED, PageIncomplete, refusal
from portal.console.gate import clerk_of, hall_of
from portal.form.stamp import derived_key

Json = dict[str, Any]
KEPT_FOR: Final = 180 * 24 * 3600
"""Seconds for which the device is remembered as one that keeps sealed cases."""


def told(view: Callable[..., Json]) -> Callable[..., HttpResponse]:
    """Answer in JSON, refusals in words, never to be kept."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        status: int = HTTPStatus.OK
        try:
            content = view(request, *args, **kwargs)
        except REFUSED as error:
            refused = refusal(error)
            status, content = refused.status, {"refused": refused.message}
            content["code"] = getattr(error, "code", "refused")
        response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
        response["Cache-Control"] = "private, no-store"
        return response

    return answer


@require_safe
def device(request: HttpRequest) -> HttpResponse:
    """What the device needs to work without a line: whose it is now, the key, the time."""
    response = _device(request)
    response.set_cookie(
        DESK_COOKIE,
        "1",
        max_age=KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


@told
def _device(request: HttpRequest) -> Json:
    hall, now = hall_of(request), timezone.now()
    today, ahead = services.days_to_reserve(hall, timezone.localdate(now))
    return {
        "mark": _derived(request, "mark").hex()[:16],
        "key": base64.b64encode(_derived(request, "key")).decode(),
        "now": int(now.timestamp() * 1000),
        "csrf": get_token(request),
        "days": [today.isoformat(), ahead.isoformat()],
        "block": BLOCK,
    }


@require_POST
@told
def numbers(request: HttpRequest) -> Json:
    """Reserve one number for each token the device made, or let go of them (``give_back``)."""
    asked = posted(request)
    desk, tokens = uuid_in(asked.get("device")), _uuids(asked.get("tokens"))
    by = Actor.for_officer(clerk_of(request))
    if asked.get("give_back") is True:
        return {"given_back": services.give_back(tokens, device=desk, by=by)}
    day = _day(asked.get("day"))
    held = services.reserve(tokens, device=desk, day=day, hall=hall_of(request), by=by)
    return {"numbers": [_number(one) for one in held]}


def _number(held: ReservedNumber) -> Json:
    return {
        "token": str(held.token),
        "number": held.number,
        "day": held.day.isoformat(),
        "free": held.is_free(timezone.localdate()),
        "label": code_128(held.number),
    }


def posted(request: HttpRequest) -> Json:
    """The JSON object of a request. Raises ``PageIncomplete`` for anything else."""
    try:
        content = json.loads(request.body)
    except (ValueError, RecursionError, RequestDataTooBig):
        raise PageIncomplete from None
    if not isinstance(content, dict):
        raise PageIncomplete
    return content


def uuid_in(text: Any) -> UUID:
    try:
        return UUID(str(text)[:64])
    except ValueError:
        raise PageIncomplete from None


def _uuids(texts: Any) -> list[UUID]:
    if not isinstance(texts, list) or len(texts) > MOST_OF_A_DAY:
        raise PageIncomplete
    return [uuid_in(text) for text in texts]


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        raise PageIncomplete from None


def _derived(request: HttpRequest, purpose: str) -> bytes:
    number = clerk_of(request).number.encode()
    return hmac.new(derived_key(f"desk.{purpose}"), number, hashlib.sha256).digest()
