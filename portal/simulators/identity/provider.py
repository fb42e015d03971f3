"""What the provider checks and remembers, for oauthlib's OpenID Connect server.

Codes and tokens live in the cache, so that any worker answers: a code for a minute and one use, an
access token for five minutes.
"""

import hashlib
import hmac
import time
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import jwt
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from oauthlib.common import Request
from oauthlib.openid import RequestValidator
from oauthlib.openid.connect.core.endpoints.pre_configured import Server

from portal.simulators.identity.keys import ALGORITHM, KEY_ID, signing_key

CODE_LASTS: Final = 60  # seconds
TOKEN_LASTS: Final = 300
SCOPES: Final = ["openid", "profile", "id_number"]


class Provider(RequestValidator):  # type: ignore[misc]
    """One client, the portal; one grant, the authorization code, with PKCE."""

    # --- who asks

    def validate_client_id(self, client_id: str, request: Request, *_: Any, **__: Any) -> bool:
        return bool(client_id == _client()["client_id"])

    def authenticate_client(self, request: Request, *_: Any, **__: Any) -> bool:
        client = _client()
        known = request.client_id == client["client_id"]
        right = hmac.compare_digest(str(request.client_secret or ""), str(client["secret"]))
        request.client = _Client(client["client_id"])
        return bool(known and right)

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Request, *_: Any, **__: Any
    ) -> bool:
        """Only the portal's own callback, at the host this request came to."""
        path = reverse("openid_connect_callback", kwargs={"provider_id": "identity"})
        return bool(redirect_uri == origin(request.uri) + path)

    def confirm_redirect_uri(
        self, client_id: str, code: str, redirect_uri: str, client: Any, request: Request,
        *_: Any, **__: Any,
    ) -> bool:  # fmt: skip
        return bool(redirect_uri == _grant(code).get("redirect_uri"))

    # --- what is asked

    def get_default_scopes(self, client_id: str, request: Request, *_: Any, **__: Any) -> Any:
        return ["openid"]

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return set(scopes) <= set(SCOPES)

    def validate_response_type(
        self, client_id: str, response_type: str, client: Any, request: Request,
        *_: Any, **__: Any,
    ) -> bool:  # fmt: skip
        return response_type == "code"

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return grant_type == "authorization_code"

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        return True

    def validate_silent_authorization(self, request: Request) -> bool:
        return False

    def validate_silent_login(self, request: Request) -> bool:
        return False

    def validate_user_match(
        self, id_token_hint: str, scopes: Any, claims: Any, request: Request
    ) -> bool:
        return not id_token_hint

    # --- the code

    def save_authorization_code(
        self, client_id: str, code: dict[str, str], request: Request, *_: Any, **__: Any
    ) -> None:
        grant = {
            "redirect_uri": request.redirect_uri,
            "scopes": request.scopes,
            "person": request.user,
            "nonce": request.nonce,
            "challenge": request.code_challenge,
            "method": request.code_challenge_method,
        }
        cache.set(_key("code", code["code"]), grant, CODE_LASTS)

    def validate_code(
        self, client_id: str, code: str, client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        """A second use finds nothing: of two simultaneous ones, one takes the mark."""
        grant = _grant(code)
        if not grant or not cache.add(_key("used", code), 1, CODE_LASTS):
            return False
        request.user, request.scopes = grant["person"], grant["scopes"]
        return True

    def invalidate_authorization_code(
        self, client_id: str, code: str, request: Request, *_: Any, **__: Any
    ) -> None:
        cache.delete(_key("code", code))

    def get_code_challenge(self, code: str, request: Request) -> Any:
        return _grant(code).get("challenge")

    def get_code_challenge_method(self, code: str, request: Request) -> Any:
        method = _grant(code).get("method")
        return method if method == "S256" else None

    def get_authorization_code_scopes(
        self, client_id: str, code: str, redirect_uri: str, request: Request
    ) -> Any:
        return _grant(code).get("scopes", [])

    def get_authorization_code_nonce(
        self, client_id: str, code: str, redirect_uri: str, request: Request
    ) -> Any:
        return _grant(code).get("nonce")

    # --- the tokens

    def finalize_id_token(
        self, id_token: dict[str, Any], token: dict[str, Any], token_handler: Any, request: Request
    ) -> str:
        """Signed; about nobody but a pseudonym: name and number come from userinfo only."""
        now = int(time.time())
        claims = {
            **id_token,
            "iss": issuer(request.uri),
            "sub": subject(request.user["id_number"]),
            "exp": now + TOKEN_LASTS,
            "iat": now,
        }
        return jwt.encode(claims, signing_key(), ALGORITHM, headers={"kid": KEY_ID})

    def save_bearer_token(
        self, token: dict[str, Any], request: Request, *_: Any, **__: Any
    ) -> None:
        grant = {"person": request.user, "scopes": list(request.scopes)}
        cache.set(_key("token", token["access_token"]), grant, TOKEN_LASTS)

    def validate_bearer_token(self, token: str, scopes: list[str], request: Request) -> bool:
        grant = cache.get(_key("token", token or ""))
        if not grant or not set(scopes) <= set(grant["scopes"]):
            return False
        request.user, request.scopes = grant["person"], grant["scopes"]
        request.client = _Client(_client()["client_id"])
        return True

    def get_userinfo_claims(self, request: Request) -> dict[str, Any]:
        claims = {"sub": subject(request.user["id_number"])}
        if "profile" in request.scopes:
            claims["name"] = request.user["name"]
        if "id_number" in request.scopes:
            claims["id_number"] = request.user["id_number"]
        return claims


class _Client:
    def __init__(self, client_id: str) -> None:
        self.client_id = client_id


@lru_cache(maxsize=1)
def server() -> Server:
    return Server(Provider(), token_expires_in=TOKEN_LASTS)


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def issuer(address: str) -> str:
    """The provider's name is where it is reached."""
    return (origin(address) + reverse("simulated_identity")).rstrip("/")


def subject(id_number: str) -> str:
    """The pseudonym of a person at this client."""
    secret = f"simulator:{settings.SECRET_KEY}".encode()
    return hmac.new(secret, id_number.encode(), hashlib.sha256).hexdigest()[:32]


def _client() -> dict[str, Any]:
    found: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    return found


def _grant(code: str) -> dict[str, Any]:
    found: dict[str, Any] = cache.get(_key("code", code or "")) or {}
    return found


def _key(kind: str, secret: str) -> str:
    return f"simulator:{kind}:{hashlib.sha256(secret.encode()).hexdigest()}"
