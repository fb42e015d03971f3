"""Who leaves the screen alone is signed out."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.accounts.devices import note_seen

SEEN = "last_seen"
BEGUN = "signed_in_since"
NOTED_EVERY = 60  # seconds; one session write a minute instead of one per request


class IdleExit:
    """Signs a user out after ``settings.IDLE_EXIT_MINUTES`` without a request, and says so; after
    ``settings.SESSION_COOKIE_AGE`` however busy, for every request makes the session itself young.

    What was posted goes on as nobody's: the page it was meant for sends whoever it was to sign in,
    and keeps what was typed (``portal.web.filling.unsaved``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(SEEN, now)
            if now - seen > settings.IDLE_EXIT_MINUTES * 60:
                return self.sign_out(request, _away())
            if now - request.session.setdefault(BEGUN, now) > settings.SESSION_COOKIE_AGE:
                return self.sign_out(request, _too_long())
            if SEEN not in request.session or now - seen >= NOTED_EVERY:
                request.session[SEEN] = now
                note_seen(request)
        return self.get_response(request)

    def sign_out(self, request: HttpRequest, why: str) -> HttpResponse:
        logout(request)
        messages.info(request, why)
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        return redirect_to_login(request.get_full_path())


def _away() -> str:
    return _("您已超过 %(minutes)d 分钟没有操作，为了您的信息安全，系统已退出。请重新登录。") % {
        "minutes": settings.IDLE_EXIT_MINUTES
    }


def _too_long() -> str:
    return _("您登录已满 %(hours)d 小时，为了您的信息安全，系统已退出。请重新登录。") % {
        "hours": settings.SESSION_COOKIE_AGE // 3600
    }
