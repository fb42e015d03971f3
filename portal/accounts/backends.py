"""Who a password opens an account for."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from portal.accounts.accounts import account_called
from portal.accounts.models import User


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend (same time for known and unknown, inactive ones set aside), looking people
    up by phone, e-mail address or sign-in name, the first two by their fingerprint."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        found = account_called(str(credentials.get("username") or ""))
        user: User | None = self._check_password(found, credentials["password"])
        return user
