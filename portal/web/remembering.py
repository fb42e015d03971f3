"""What somebody chose on one device, found again on the next: cookies, and the account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse

from portal.web.models import Preference

A_YEAR = 365 * 24 * 3600
SIZE_COOKIE = "size"
PLACE_COOKIE = "place"
COOKIES: Mapping[str, str] = {
    "size": SIZE_COOKIE,
    "language": settings.LANGUAGE_COOKIE_NAME,
    "place": PLACE_COOKIE,
}


def remember(request: HttpRequest, response: HttpResponse, what: str, value: str) -> None:
    """On this device; signed in, with the account as well."""
    set_cookie(request, response, what, value)
    if request.user.is_authenticated:
        Preference.objects.update_or_create(user=request.user, defaults={what: value})


def set_cookie(request: HttpRequest, response: HttpResponse, what: str, value: str) -> None:
    response.set_cookie(
        COOKIES[what],
        value,
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def recall(sender: Any, request: HttpRequest | None, user: Any, **more: Any) -> None:
    """At sign-in: what the account knows; the answer to this request carries it to the device."""
    if request is not None:
        request.recalled = Preference.objects.filter(user=user).first()  # type: ignore[attr-defined]


class Recalled:
    """Gives a device that has made no choice of its own those of the account just signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = getattr(request, "recalled", None)
        for what, cookie in COOKIES.items():
            value = getattr(known, what, "")
            if value and cookie not in request.COOKIES and cookie not in response.cookies:
                set_cookie(request, response, what, value)
        return response


def listen() -> None:
    user_logged_in.connect(recall, dispatch_uid="portal.web.remembering")
