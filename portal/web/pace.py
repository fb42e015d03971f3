"""How often a stranger may ask, so gently that an office behind one address is not shut out."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Final

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

MINUTE: Final = 60


def too_fast(request: HttpRequest, what: str, *, per_minute: int) -> bool:
    """Whether this address has asked for ``what`` more often than that in the running minute.

    Counted under a keyed hash, so that no address of a person is stored; a cache that is down stops
    nobody.
    """
    secret = settings.SECRET_KEY.encode()
    who = hmac.new(secret, _address(request).encode(), hashlib.sha256).hexdigest()[:24]
    count = f"pace/{what}/{who}/{int(time.time()) // MINUTE}"
    try:
        cache.add(count, 0, timeout=2 * MINUTE)
        return cache.incr(count) > per_minute
    except (RedisError, ValueError) as error:
        log.warning("pace_unheard", error=repr(error)[:200])
        return False


def _address(request: HttpRequest) -> str:
    """The peer's; behind our own proxy, the last one it names (the others anybody can write)."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        named: str = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if named:
            return named
    return str(request.META.get("REMOTE_ADDR", ""))
