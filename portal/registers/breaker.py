"""A register that keeps failing is left alone for a minute, so that not everybody waits anew."""

from __future__ import annotations

from typing import Final

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

FAILURES: Final = 3
"""In a row, an answer that came too late to help included."""

REST: Final = 60
"""Seconds; the first call after that decides whether it is asked again (ours)."""

_COUNTED_FOR: Final = 600


def is_open(register: str) -> bool:
    """Whether the register rests; without a cache it never does."""
    try:
        return bool(cache.get(_rest(register)))
    except RedisError:
        return False


def failed(register: str) -> None:
    try:
        cache.add(_count(register), 0, _COUNTED_FOR)
        if cache.incr(_count(register)) >= FAILURES:
            cache.set(_rest(register), True, REST)
            log.warning("register_rests", register=register, seconds=REST)
    except (RedisError, ValueError):  # gone between the two
        return


def answered(register: str) -> None:
    try:
        cache.delete_many([_count(register), _rest(register)])
    except RedisError:
        return


def _count(register: str) -> str:
    return f"register-failures-{register}"


def _rest(register: str) -> str:
    return f"register-rests-{register}"
