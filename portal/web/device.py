"""What a person's own device may keep, and by what it tells whose it is."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.accounts.desks import DESK_COOKIE
from portal.form.stamp import derived_key

NOBODY = "-"
MARK = "Account-Mark"
"""The answer's header by which ``static/sw.js`` knows whose pages it keeps."""


def account_mark(user: Any) -> str:
    """Sixteen hexadecimal digits that stand for an account on its devices and say nothing else."""
    return _derived(user, "mark").hex()[:16] if user.is_authenticated else ""


def draft_key(user: Any) -> str:
    """The AES key (256 bits, base64) of the account's unsaved text on its devices.

    It comes only with pages of the signed-in account and is the same in the next session, so text
    outlives an expired session and stays shut to whoever finds the device in between.
    """
    return base64.b64encode(_derived(user, "draft")).decode() if user.is_authenticated else ""


class TellWhose:
    """Puts the account's mark on every page, and has the device forget all of it at sign-out.

    Stands behind ``IdleExit``: who was only away too long finds the unsaved text again. A desk
    of a hall is left alone: what waits there for a network is sealed, and would be lost with the
    rest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = account_mark(request.user)
        answer = self.get_response(request)
        after = account_mark(request.user)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            answer[MARK] = after or NOBODY
        if before and not after and DESK_COOKIE not in request.COOKIES:
            answer["Clear-Site-Data"] = '"storage"'
        return answer


def _derived(user: Any, purpose: str) -> bytes:
    return hmac.new(derived_key(purpose), str(user.pk).encode(), hashlib.sha256).digest()
