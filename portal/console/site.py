"""The console's own admin site: only what a window clerk needs is registered here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_safe
from unfold.forms import AuthenticationForm
from unfold.sites import UnfoldAdminSite

from departments.models import OfficerRole
from portal.accounts.devices import note_device
from portal.accounts.models import User
from portal.console.gate import holds, home_of, may_enter, works_for_provider

View = Callable[..., HttpResponseBase]

READER: Final = (
    f" {urlsplit(settings.ID_READER_URL).scheme}://{urlsplit(settings.ID_READER_URL).netloc}"
    if urlsplit(settings.ID_READER_URL).netloc
    else ""
)
"""Where the ID reader of the clerk's own machine answers, if one was set up."""

POLICY: Final = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data:; font-src 'self'; connect-src 'self'{READER}; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Unfold's Alpine evaluates the attributes of its own templates; nothing inline runs otherwise."""


NO_DEVICES: Final = "camera=(), microphone=(), geolocation=()"
"""Of the browser; a page that photographs says so itself."""


class SignInForm(AuthenticationForm):  # type: ignore[misc]
    """The clerk's sign-in; failures are counted by axes, under the account's own name."""

    error_messages = {
        "invalid_login": _("登录名或密码不对。请检查后重试；连续输错 5 次将锁定 30 分钟。"),
        "inactive": _("这个账户已停用。如有疑问，请联系本大厅负责人。"),
        "not_staff": _("这个账户不是综合窗口工作人员的账户，不能进入工作台。"),
    }

    def confirm_login_allowed(self, user: User) -> None:
        if not user.is_active:
            raise ValidationError(self.error_messages["inactive"], code="inactive")
        if not (may_enter(user) or works_for_provider(user)):
            raise ValidationError(self.error_messages["not_staff"], code="not_staff")


class ConsoleSite(UnfoldAdminSite):  # type: ignore[misc]
    """Unfold's admin site with another gate, and an answer for those it does not let in."""

    login_form = SignInForm
    login_template = "console/sign_in.html"
    index_title = _("工作台")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        return may_enter(request.user)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Let clerks in, send strangers to sign in, tell everybody else that this is not theirs."""
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                return self.not_a_clerk(request)
            response: HttpResponseBase = inner(request, *args, **kwargs)
            response.headers.setdefault("Content-Security-Policy", POLICY)
            response.headers.setdefault("Permissions-Policy", NO_DEVICES)
            return response

        return gated

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The menu is ours (``look.py``): there is no index of tables."""
        return []

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Only what somebody uses: the tables' own pages, coming and going."""
        tables = [
            path(f"{model._meta.app_label}/{model._meta.model_name}/", include(table.urls))
            for model, table in self._registry.items()
        ]
        return [
            path("login/", self.login, name="login"),
            path("logout/", self.logout, name="logout"),
            path("jsi18n/", self.admin_view(require_safe(self.i18n_javascript)), name="jsi18n"),
            # unfold's headings lead up from a table to here, and so back to the desk
            path("<slug:app_label>/up/", self.admin_view(require_safe(_home)), name="app_list"),
            *tables,
        ]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "GET" and request.user.is_authenticated:
            if self.has_permission(request) or works_for_provider(request.user):
                return redirect(home_of(request.user))
            return self.not_a_clerk(request)
        response: HttpResponse = super().login(request, extra_context)
        if request.method == "POST" and request.user.is_authenticated:
            UserSession.objects.create_from_request(request)  # so that it can be ended elsewhere
            note_device(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    def not_a_clerk(self, request: HttpRequest) -> HttpResponse:
        context = {**self.each_context(request), "title": _("这里是综合窗口工作台")}
        return render(request, "console/not_a_clerk.html", context, status=403)


def _home(request: HttpRequest, app_label: str) -> HttpResponse:
    return redirect(home_of(request.user))


console = ConsoleSite(name="admin")


def let_in(view: View, *roles: OfficerRole) -> View:
    """Our own pages: for who may enter and holds one of ``roles``; for window clerks, if none.

    Everybody else gets 403 with a page that says whose it is.
    """

    @wraps(view)
    def of_role(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not holds(request, *(roles or (OfficerRole.WINDOW,))):
            return console.not_a_clerk(request)
        return view(request, *args, **kwargs)

    return console.admin_view(of_role)


def let_in_provider(view: View) -> View:
    """The few pages for staff of a provider, who see their own orders and nothing of the hall's.

    Nobody signed in goes to sign-in; everybody else, clerks included, gets 403.
    """

    @wraps(view)
    def of_provider(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not works_for_provider(request.user):
            return console.not_a_clerk(request)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return never_cache(csrf_protect(of_provider))


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render one of our own pages inside the console's frame, never to be kept by a browser."""
    request.current_app = console.name
    response = render(
        request, template, {**console.each_context(request), **context}, status=status
    )
    response["Cache-Control"] = "private, no-store"
    return response
