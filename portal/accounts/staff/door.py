"""No officer's page without the second factor, and none while the screen is locked."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.models import User
from portal.accounts.staff import kept, session

ALWAYS = ("admin:logout", "account_logout", "set_language", "web:language", "healthz", "readyz")
ENROLLING = ("admin:second", "admin:recovery_codes", "admin:password_change")
UNLOCKING = ("admin:unlock",)


class StaffDoor:
    """Sends an officer who has shown only a password to the second factor, wherever they go.

    While the screen is locked every address answers 423: with a page to whoever looks, with the
    bare status to a script. What was posted then is sealed into that page and goes on afterwards.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or user.officer_id is None:
            return self.get_response(request)
        if _is_one_of(request, ALWAYS):
            return self.get_response(request)
        if not session.has_passed(request.session, user):
            if _is_one_of(request, ENROLLING):
                return self.get_response(request)
            return _to_second(request)
        if session.is_locked(request.session) and not _is_one_of(request, UNLOCKING):
            return locked_answer(request)
        return self.get_response(request)


def _is_one_of(request: HttpRequest, names: tuple[str, ...]) -> bool:
    return any(request.path == reverse(name) for name in names)


def _to_second(request: HttpRequest) -> HttpResponse:
    if not is_navigation(request):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    back = request.get_full_path() if request.method == "GET" else ""
    query = f"?{urlencode({'next': back})}" if back else ""
    return redirect(f"{reverse('admin:second')}{query}")


def is_navigation(request: HttpRequest) -> bool:
    """Whether a person waits for a page, not a script for an answer."""
    if "HX-Request" in request.headers or "X-Requested-With" in request.headers:
        return False
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def locked_answer(
    request: HttpRequest, *, wrong: str = "", back: str = "", posted: str = ""
) -> HttpResponse:
    """The page that asks whose seat it is; nothing of what was open is in it to read."""
    if not is_navigation(request):
        return HttpResponse(status=HTTPStatus.LOCKED)
    context = {
        "wrong": wrong,
        "officer": request.user,
        "back": back or kept.address(request),
        "posted": posted if wrong else kept.seal(request),
    }
    response = TemplateResponse(
        request, "console/people/locked.html", context, status=HTTPStatus.LOCKED
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = kept.POLICY
    return response.render()
