"""To the provider and back: OpenID Connect with allauth, authorization code and PKCE.

allauth builds the request and trades the code; nothing of what it could store is stored. Stricter
than allauth: the ID token's signature is checked even when it came over our own connection, its
nonce must be ours, and the answer must be about one person.
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Final

import requests
import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.accounts.identity.vouching import ClaimsRefused, Identity, remember

log = structlog.get_logger(__name__)

PROVIDER: Final = "identity"
MOST_WAITING: Final = 2
"""Requests of one process that may wait for the provider at a time, of its four threads: with the
simulator in the same house, somebody must be left to answer."""

PATIENCE: Final = 1.0
"""Seconds for a place to come free: less than a provider may take, so that those who hold one and
those who want one never wait for each other for long."""

_waiting = threading.BoundedSemaphore(MOST_WAITING)


class Busy(Exception):
    """As many as may are waiting for the provider already."""

    code = "identity_busy"


def available() -> bool:
    """Whether a provider is configured."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS"))


def start(request: HttpRequest, *, purpose: str, then: str) -> HttpResponse:
    """A page that leads to the provider at once; afterwards the person arrives at ``then``.

    A page and no redirect: browsers refuse to follow one to a foreign place after a form, as our
    Content-Security-Policy tells them to.
    """

    def leave() -> HttpResponse:
        provider = get_adapter(request).get_provider(request, provider=PROVIDER)
        nonce = secrets.token_urlsafe(24)
        answer: HttpResponse = provider.redirect(
            request,
            AuthProcess.REDIRECT,
            next_url=then,
            data={"purpose": purpose, "nonce": nonce},
            auth_params={"nonce": nonce},
        )
        return answer

    answer = _asking(request, leave)
    if not isinstance(answer, HttpResponseRedirect):
        return answer
    return render(request, "identity/leaving.html", {"address": answer.url})


def callback(request: HttpRequest) -> HttpResponse:
    """Where the provider sends people back to."""
    view = OAuth2CallbackView.adapter_view(StrictAdapter(request, PROVIDER))
    return _asking(request, lambda: view(request))


def _asking(request: HttpRequest, ask: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what talks to the provider; every way it can fail is answered with a page."""
    try:
        with _place():
            return ask()
    except Busy:
        return _failed(request, _("认证的人太多了，请稍等几秒再试。"), again=True)
    except (OAuth2Error, requests.RequestException, KeyError, ValueError) as error:
        log.warning("identity_failed", error=type(error).__name__)
        return _failed(request, _("身份认证服务没有正常回应，请稍后再试。"))


@contextmanager
def _place() -> Iterator[None]:
    if not _waiting.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _waiting.release()


def _failed(
    request: HttpRequest,
    problem: str,
    *,
    status: int = HTTPStatus.FAILED_DEPENDENCY,
    again: bool = False,
) -> HttpResponse:
    """What went wrong; nothing has changed. 424: the failure is the provider's and not ours."""
    context = {"problem": problem, "again": again and request.method == "GET"}
    return render(request, "identity/failed.html", context, status=status)


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Checks the signature always."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims


class IdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Turns what allauth would make a sign-in into a vouched identity, and stores no account."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Only the configured provider; one in this same house is found where the request came."""
        if provider not in (None, PROVIDER, "openid_connect"):
            return []
        apps = []
        for config in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
            app = SocialApp(provider="openid_connect", **config)
            address = app.settings["server_url"]
            if address.startswith("/"):
                found = {"server_url": request.build_absolute_uri(address)}
                app.settings = {**app.settings, **found}
            apps.append(app)
        return apps

    def get_requests_session(self) -> requests.Session:
        session: requests.Session = super().get_requests_session()
        session.trust_env = False  # the provider is reached directly, whatever proxies others use
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The provider has answered: remember what it vouches for, and go where it was wanted."""
        raise ImmediateHttpResponse(arrived(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(
                _failed(request, _("您取消了身份认证，什么也没有改变。"), status=200)
            )
        log.warning("identity_failed", error=type(exception).__name__ if exception else "state")
        problem = _("身份认证没有完成，可能是等待太久，或页面打开了两次。请重新认证。")
        raise ImmediateHttpResponse(_failed(request, problem, status=400))


def arrived(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Check that the answer is whole and ours, keep it for its purpose, go on."""
    told, state = sociallogin.account.extra_data, sociallogin.state
    asked = state.get("data") or {}
    try:
        identity = Identity.from_claims(_one_person(told, asked), purpose=asked.get("purpose", ""))
    except ClaimsRefused:
        log.warning("identity_refused")
        problem = _("认证服务给出的信息不完整或对不上，没有采用。请重新认证。")
        return _failed(request, problem, status=400)
    remember(request, identity)
    return HttpResponseRedirect(state.get("next") or "/")


def _one_person(told: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """The claims of ID token and userinfo together (OpenID Connect Core §3.1.3.7, §5.3.2).

    Raises ``ClaimsRefused`` when the nonce is not ours or the two speak of different people.
    """
    token, info = told.get("id_token") or {}, told.get("userinfo") or {}
    nonce = str(token.get("nonce", ""))
    if not nonce or not secrets.compare_digest(nonce, str(asked.get("nonce", ""))):
        raise ClaimsRefused
    if info and info.get("sub") != token.get("sub"):
        raise ClaimsRefused
    return {**token, **info}
