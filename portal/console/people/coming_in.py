"""The steps between an officer's password and their desk: a password of their own, a second factor.

Open to every officer who signs in, those included whose work is not at the console.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts import lockout
from portal.accounts.models import StaffEventKind, User
from portal.accounts.staff import factor, kept, session
from portal.accounts.staff.factor import FactorLocked
from portal.accounts.staff.records import record
from portal.console.gate import home_of
from portal.console.site import POLICY, console, page

StaffView = Callable[[HttpRequest, User], HttpResponse]
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


def for_staff(view: StaffView) -> Callable[[HttpRequest], HttpResponse]:
    """For whoever signed in as an officer, wherever they work."""

    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if user.officer_id is None:
            return console.not_a_clerk(request)
        response = view(request, user)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return never_cache(csrf_protect(read_or_send(opened)))


@for_staff
def second(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for the code of the app; whoever has none yet sets it up here."""
    if session.has_passed(request.session, user):
        return _onward(request)
    if user.password_is_temporary:
        return _to("admin:password_change", request)
    enrolled = factor.has_factor(user)
    wrong = False
    if request.method == "POST":
        code = request.POST.get("code", "")[:20]
        try:
            right = (factor.show if enrolled else factor.enrol)(request, user, code)
        except FactorLocked:
            return lockout.locked_page(request)
        if right:
            session.pass_second(request.session, user)
            record(StaffEventKind.SIGNED_IN, by=user)
            return _onward(request) if enrolled else _to("admin:recovery_codes", request)
        wrong = True
        enrolled = factor.has_factor(user)
    context = {
        "title": _("两步验证") if enrolled else _("绑定动态码"),
        "wrong": wrong,
        "next": _next(request),
        "new": None if enrolled else factor.offer(request, user),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return page(request, "console/people/second.html", context, status=status)


@for_staff
def recovery_codes(request: HttpRequest, user: User) -> HttpResponse:
    """Shown in the session that set the second factor up, until the officer says they have them."""
    if not session.has_passed(request.session, user):
        return _to("admin:second", request)
    shown = "codes_seen" not in request.session
    if request.method == "POST" or not shown:
        request.session["codes_seen"] = True
        return _onward(request)
    context = {
        "title": _("备用码"),
        "codes": factor.recovery_codes(user),
        "next": _next(request),
    }
    return page(request, "console/people/recovery_codes.html", context)


@sensitive_post_parameters()
@for_staff
def new_password(request: HttpRequest, user: User) -> HttpResponse:
    """A new password of one's own; a temporary one opens this page and nothing else."""
    temporary = user.password_is_temporary
    asked = SetPasswordForm if temporary else PasswordChangeForm
    form = asked(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if user.check_password(form.cleaned_data["new_password1"]):
            form.add_error("new_password1", _("新密码不能与现在的密码相同。"))
        else:
            user.password_is_temporary = False
            form.save()
            record(StaffEventKind.PASSWORD_CHANGED, by=user)
            update_session_auth_hash(request, user)
            return _to("admin:second", request)
    context = {
        "title": _("设置自己的密码") if temporary else _("修改密码"),
        "form": form,
        "temporary": temporary,
        "next": _next(request),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "console/people/new_password.html", context, status=status)


def _next(request: HttpRequest) -> str:
    return kept.safe(request.POST.get("next") or request.GET.get("next") or "")


def _onward(request: HttpRequest) -> HttpResponse:
    return redirect(_next(request) or home_of(request.user))


def _to(name: str, request: HttpRequest) -> HttpResponse:
    address = reverse(name)
    wanted = _next(request)
    if not wanted:
        return redirect(address)
    return redirect(f"{address}?{urlencode({'next': wanted})}")
