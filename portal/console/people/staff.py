"""The security administrator's pages: accounts of the hall's people, and the departments' keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_stubs_ext import StrPromise

from departments.models import Hall, Officer, OfficerRole
from portal.accounts import keys, lockout
from portal.accounts.disclosures import ReasonMissing
from portal.accounts.models import ApiKey, StaffEvent, StaffEventKind, User
from portal.accounts.staff import accounts, factor
from portal.accounts.staff.exceptions import StaffError
from portal.accounts.staff.records import reasoned, record
from portal.console.gate import hall_of
from portal.console.site import page

PER_PAGE: Final = 40


@dataclass(frozen=True)
class Verb:
    """One button of the page: what it says, what it does and what it tells afterwards."""

    label: StrPromise
    told: StrPromise
    does: Callable[[HttpRequest, int, str], Any]


def _plain(verb: Callable[..., Any]) -> Callable[[HttpRequest, int, str], Any]:
    return lambda request, officer, reason: verb(officer, reason=reason, by=request.user)


def _open(request: HttpRequest, officer: int, reason: str) -> tuple[User, str]:
    number = request.POST.get("id_number", "")
    assert isinstance(request.user, User)
    return accounts.open_account(officer, id_number=number, reason=reason, by=request.user)


def _roles(request: HttpRequest, officer: int, reason: str) -> Officer:
    assert isinstance(request.user, User)
    chosen = request.POST.getlist("roles")
    return accounts.change_roles(officer, roles=chosen, reason=reason, by=request.user)


VERBS: Final[Mapping[str, Verb]] = {
    "open": Verb(gettext_lazy("开通账户"), gettext_lazy("账户已开通。"), _open),
    "roles": Verb(gettext_lazy("保存岗位"), gettext_lazy("岗位已调整，立即生效。"), _roles),
    "lift": Verb(
        gettext_lazy("解除锁定"), gettext_lazy("登录锁定已解除。"), _plain(accounts.lift_lock)
    ),
    "factor": Verb(
        gettext_lazy("重置动态码"),
        gettext_lazy("动态码已重置，下次登录时重新绑定。"),
        _plain(accounts.reset_factor),
    ),
    "password": Verb(
        gettext_lazy("重置密码"), gettext_lazy("密码已重置。"), _plain(accounts.reset_password)
    ),
    "sessions": Verb(
        gettext_lazy("全部退出登录"),
        gettext_lazy("已在所有设备上退出。"),
        _plain(accounts.end_sessions),
    ),
    "close": Verb(
        gettext_lazy("停用账户"),
        gettext_lazy("账户已停用，登录会话已结束。"),
        _plain(accounts.close),
    ),
    "reopen": Verb(gettext_lazy("恢复账户"), gettext_lazy("账户已恢复。"), _plain(accounts.reopen)),
}


def people_of(hall: Hall) -> QuerySet[Officer]:
    """Whose accounts this hall's administrators keep: its own, its division's departments', and
    the security administrators of other halls, who cannot mend their own."""
    ours = Q(hall=hall) | Q(department__division=hall.division_id)
    colleagues = Q(roles__contains=[OfficerRole.SECURITY.value])
    return Officer.objects.filter(ours | colleagues).select_related("department", "hall")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, found by number, name or department."""
    wanted = " ".join(request.GET.get("q", "").replace("\0", "").split())[:40]
    hall = hall_of(request)
    ours_first = Case(When(department__division=hall.division_id, then=0), default=1)
    found = people_of(hall).order_by("-is_active", ours_first, "number")
    if wanted:
        found = found.filter(
            Q(number__icontains=wanted)
            | Q(name__contains=wanted)
            | Q(department__short_name__contains=wanted)
        )
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    users = {one.officer_id: one for one in User.objects.filter(officer__in=list(shown))}
    with_app = set(
        Authenticator.objects.filter(
            user__in=users.values(), type=Authenticator.Type.TOTP
        ).values_list("user_id", flat=True)
    )
    locked = _locked_among(users.values())
    context = {
        "title": _("工作账户"),
        "wanted": wanted,
        "page": shown,
        "lines": [_line(one, users.get(one.pk), with_app, locked) for one in shown],
    }
    return page(request, "console/people/people.html", context)


def _line(
    officer: Officer, user: User | None, with_app: set[int], locked: set[int]
) -> dict[str, Any]:
    return {
        "officer": officer,
        "roles": "、".join(str(OfficerRole(role).label) for role in officer.roles),
        "user": user,
        "state": state_of(user, locked),
        "has_app": user is not None and user.pk in with_app,
    }


def _locked_among(users: Iterable[User]) -> set[int]:
    """Accounts that have to wait, for wrong passwords or wrong codes."""
    names = {
        name: user.pk
        for user in users
        for name in (lockout.name_of(user), lockout.name_of_nobody(factor.counted(user)))
    }
    return {names[name] for name in lockout.waiting(names)}


def state_of(user: User | None, locked: set[int]) -> tuple[str, str]:
    """Colour and word of how an account stands."""
    if user is None:
        return "", _("未开通")
    if not user.is_active:
        return "danger", _("已停用")
    if user.pk in locked:
        return "warning", _("已锁定")
    if user.password_is_temporary:
        return "info", _("临时密码")
    return "success", _("正常")


@require_safe
def account(request: HttpRequest, officer: int) -> HttpResponse:
    """One officer's account with everything that can be done to it."""
    return _account_page(request, officer)


@sensitive_post_parameters("id_number")
@require_POST
def account_verb(request: HttpRequest, officer: int, verb: str) -> HttpResponse:
    """Press one of the buttons, with a reason."""
    if verb not in VERBS:
        raise Http404
    get_object_or_404(people_of(hall_of(request)), pk=officer)
    chosen = VERBS[verb]
    try:
        done = chosen.does(request, officer, request.POST.get("reason", ""))
    except (StaffError, ReasonMissing) as refused:
        return _account_page(request, officer, wrong=str(getattr(refused, "message", refused)))
    except ValidationError as refused:
        return _account_page(request, officer, wrong=" ".join(refused.messages))
    if isinstance(done, tuple):
        return _account_page(request, officer, password=done[1])
    messages.success(request, str(chosen.told))
    return redirect("admin:account", officer=officer)


def _account_page(
    request: HttpRequest, officer_id: int, *, wrong: str = "", password: str = ""
) -> HttpResponse:
    officer = get_object_or_404(people_of(hall_of(request)), pk=officer_id)
    user = User.objects.filter(officer=officer).first()
    context = {
        "title": officer.name,
        "officer": officer,
        "user_of": user,
        "state": state_of(user, _locked_among([user] if user else [])),
        "has_app": user is not None and factor.has_factor(user),
        "sessions": UserSession.objects.filter(user=user).count() if user else 0,
        "roles": [(role, role.value in officer.roles) for role in OfficerRole],
        "verbs": _offered(user),
        "own": request.user == user,
        "log": StaffEvent.objects.filter(about=officer.number)[:20],
        "wrong": wrong,
        "password": password,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return page(request, "console/people/account.html", context, status=status)


def _offered(user: User | None) -> list[tuple[str, Verb]]:
    """The buttons that make sense now, beside those with a form of their own."""
    if user is None:
        return []
    names = ("lift", "factor", "password", "sessions", "close") if user.is_active else ("reopen",)
    return [(name, VERBS[name]) for name in names]


@require_safe
def api_keys(request: HttpRequest) -> HttpResponse:
    """The keys of the departments of this division; their secrets are nowhere."""
    context = {"title": _("部门接口密钥"), "keys": _keys_of(hall_of(request))}
    return page(request, "console/people/keys.html", context)


@require_POST
def revoke_key(request: HttpRequest, key: int) -> HttpResponse:
    """The department's system is refused from now on."""
    found = get_object_or_404(_keys_of(hall_of(request)), pk=key)
    assert isinstance(request.user, User)
    try:
        reason = reasoned(request.POST.get("reason", ""))
    except ReasonMissing as refused:
        messages.error(request, str(refused.message))
        return redirect("admin:keys")
    if found.revoked_at is None:
        keys.revoke(found)
        record(
            StaffEventKind.KEY_REVOKED,
            by=request.user,
            about=found.prefix,
            reason=reason,
            department=found.department.code,
        )
    messages.success(request, _("密钥已停用。"))
    return redirect("admin:keys")


def _keys_of(hall: Hall) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(department__division=hall.division_id).select_related("department")
