"""Who calls: the system of one department, by its bearer key (RFC 6750)."""

from __future__ import annotations

import structlog
from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from portal.accounts.keys import KeyRefused, authenticate_key
from portal.accounts.models import ApiKey


class BearerKey(BaseAuthentication):
    """Reads ``Authorization: Bearer <key>``; the key stands in ``request.auth``, nobody signs in.

    The key is never taken from the address or the body, where logs would keep it.
    """

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey] | None:
        scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        if scheme.lower() != "bearer":
            raise KeyRefused
        key = authenticate_key(text.strip())
        structlog.contextvars.bind_contextvars(department=key.department.code, key=key.prefix)
        return AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="one-window"'
