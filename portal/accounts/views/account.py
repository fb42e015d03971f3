"""My account: how I sign in, and from where I am signed in."""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import identity
from portal.accounts.accounts import ContactTaken, change_contact, drop_email
from portal.accounts.contacts import Contact, contact_of
from portal.accounts.devices import Device
from portal.accounts.entering import freshly
from portal.accounts.flow import Step, ask, contact_page, limited
from portal.accounts.forms.fields import PASSWORD_RULES
from portal.accounts.models import CodePurpose, User

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """allauth's, with the rules told before."""

    extra_context = {"rules": PASSWORD_RULES}


change_password = ChangePassword.as_view()


def me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What is kept about the signed-in person, masked as everywhere, and what can be changed."""
    user = me(request)
    return render(
        request,
        "account/profile.html",
        {
            "phone": contact_of(user, "phone"),
            "email": contact_of(user, "email"),
            "has_password": user.has_usable_password(),
            "has_second_factor": Authenticator.objects.filter(user=user).exists(),
            "identity_offered": identity.available(),
        },
    )


@never_cache
@read_or_send
@limited("request_login_code")
@freshly
def change(request: HttpRequest) -> HttpResponse:
    """Another phone number or e-mail address to sign in by."""
    return contact_page(
        request,
        CodePurpose.CHANGE,
        template="account/contact_change.html",
        then="account_contact_code",
    )


@never_cache
@read_or_send
@freshly
def change_code(request: HttpRequest) -> HttpResponse:
    """The code that came to the new one. Wrong ones count as one's own failures."""
    step = Step(
        CodePurpose.CHANGE, _("输入验证码"), "account_contact", counted=me(request).username
    )
    return ask(request, step, lambda contact: _changed(request, contact))


def _changed(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Only the owner of the contact learns here that another account has it."""
    try:
        change_contact(me(request), contact)
    except ContactTaken as taken:
        messages.error(request, str(taken.message))
    else:
        messages.success(request, _("已更新。以后可以用它登录。"))
    return redirect("account_profile")


@never_cache
@require_POST
@freshly
def remove_email(request: HttpRequest) -> HttpResponse:
    user = drop_email(me(request))
    if user.email:
        messages.warning(request, _("邮箱是您登录的唯一方式，不能删除。请先添加手机号码。"))
    else:
        messages.success(request, _("邮箱已删除。"))
    return redirect("account_profile")


@require_safe
@never_cache
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Every device on which I am signed in, this one first."""
    open_ones = UserSession.objects.purge_and_list(me(request))
    devices = [Device.of(session) for session in open_ones]
    devices.sort(key=lambda device: (not device.is_this, -device.last_seen.timestamp()))
    return render(request, "usersessions/usersession_list.html", {"devices": devices})


@never_cache
@require_POST
@login_required
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one of my devices out. Another's is not found."""
    session = get_object_or_404(UserSession, pk=session_id, user=me(request))
    return _end(request, [session])


@never_cache
@require_POST
@login_required
def end_all_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere; ``others`` leaves this device signed in."""
    if "others" in request.POST:
        end_other_sessions(request, me(request))
        messages.success(request, _("其他设备都已退出登录。"))
        return redirect("usersessions_list")
    return _end(request, list(UserSession.objects.filter(user=me(request))))


def _end(request: HttpRequest, ended: list[Any]) -> HttpResponse:
    end_sessions(request, ended)
    if not request.user.is_authenticated:
        return redirect("web:front")
    messages.success(request, _("那台设备已退出登录。"))
    return redirect("usersessions_list")
