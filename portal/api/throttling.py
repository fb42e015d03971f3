"""How often a key may knock: so many requests of one kind in each minute."""

from __future__ import annotations

import time
from typing import Final

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

log = structlog.get_logger(__name__)

MINUTE: Final = 60
PER_MINUTE: Final = {"read": 1200, "write": 600}
"""Ours: far above what a department decides, far below what would hurt the others."""


class PerKey(BaseThrottle):
    """Counts in the shared cache, reading and writing apart; a cache that is down stops nobody."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        if request.auth is None:
            return True
        kind = "write" if request.method == "POST" else "read"
        address = f"api/{request.auth.pk}/{kind}/{int(time.time()) // MINUTE}"
        try:
            cache.add(address, 0, timeout=2 * MINUTE)
            return cache.incr(address) <= PER_MINUTE[kind]
        except (RedisError, ValueError) as error:
            log.warning("throttle_unheard", error=repr(error)[:200])
            return True

    def wait(self) -> float:
        return MINUTE - time.time() % MINUTE
