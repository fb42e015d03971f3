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
from portal.accounts.models import User
from portal.accounts.staff import session as staff
from portal.accounts.staff.door import is_navigation

SEEN = "last_seen"
BEGUN = "signed_in_since"
NOTED_EVERY = 60  # seconds; one session write a minute instead of one per request


class IdleExit:
    """Signs a user out after ``settings.IDLE_EXIT_MINUTES`` without a request, and says so; after
    ``settings.SESSION_COOKIE_AGE`` however busy, for every request makes the session itself young.
    An officer's screen is locked first, and signed out only after ``settings.STAFF_EXIT_MINUTES``.

    What was posted goes on as nobody's: the page it was meant for sends whoever it was to sign in,
    and keeps what was typed (``portal.form.unsaved``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get(SEEN, now)
            away, is_staff = now - seen, _is_staff(request)
            if away > _exit_minutes(is_staff=is_staff) * 60:
                return self.sign_out(request, _away(_exit_minutes(is_staff=is_staff)))
            if now - request.session.setdefault(BEGUN, now) > settings.SESSION_COOKIE_AGE:
                return self.sign_out(request, _too_long())
            if is_staff and away > staff.lock_seconds():
                staff.lock(request.session)
            if (SEEN not in request.session or away >= NOTED_EVERY) and _is_somebody(request):
                request.session[SEEN] = now
                note_seen(request)
        return self.get_response(request)

    def sign_out(self, request: HttpRequest, why: str) -> HttpResponse:
        logout(request)
        messages.info(request, why)
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        return redirect_to_login(request.get_full_path())


def note_awake(request: HttpRequest) -> None:
    """The officer at this session is doing something, if only typing."""
    request.session[SEEN] = int(time.time())
    note_seen(request)


def _is_staff(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.officer_id is not None


def _exit_minutes(*, is_staff: bool) -> int:
    return int(settings.STAFF_EXIT_MINUTES if is_staff else settings.IDLE_EXIT_MINUTES)


def _is_somebody(request: HttpRequest) -> bool:
    """Whether a person did something: an officer's page that refreshes itself keeps nobody in,
    and nothing counts while the screen is locked."""
    if not _is_staff(request):
        return True
    if staff.is_locked(request.session):
        return False
    return is_navigation(request)  # a script's own calls count when they say so: ``note_awake``


def _away(minutes: int) -> str:
    return _("您已超过 %(minutes)d 分钟没有操作，为了您的信息安全，系统已退出。请重新登录。") % {
        "minutes": minutes
    }


def _too_long() -> str:
    return _("您登录已满 %(hours)d 小时，为了您的信息安全，系统已退出。请重新登录。") % {
        "hours": settings.SESSION_COOKIE_AGE // 3600
    }
