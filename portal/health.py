"""Two questions a supervisor asks: is this process alive, and can the portal do its work?"""

import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from portal.celery import HEARD

WORKER_SILENT_AFTER = 60.0  # seconds


class NotReady(Exception):
    """Something the portal needs does not answer; the message says what, never where."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """This process answers. It asks nobody: a neighbour must never cause its restart."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and worker answer, else 503 naming those that do not."""
    answers = {name: answer(check) for name, check in CHECKS.items()}
    ready = all(text == "ok" for text in answers.values())
    return JsonResponse(
        {"status": "ok" if ready else "not ready", "checks": answers}, status=200 if ready else 503
    )


def answer(check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as error:
        return str(error)
    return "ok"


def database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        raise NotReady("does not answer") from None


def broker() -> None:
    try:
        cache.get(HEARD)
    except (RedisError, OSError):
        raise NotReady("does not answer") from None


def worker() -> None:
    """The worker leaves a sign of life with the broker every few seconds."""
    try:
        heard: float | None = cache.get(HEARD)
    except (RedisError, OSError):
        raise NotReady("unknown while the broker does not answer") from None
    if heard is None:
        raise NotReady("not heard from")
    silent = time.time() - heard
    if silent > WORKER_SILENT_AFTER:
        raise NotReady(f"not heard from for {silent:.0f} s")


CHECKS: dict[str, Callable[[], None]] = {"database": database, "broker": broker, "worker": worker}
