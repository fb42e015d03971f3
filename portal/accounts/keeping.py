"""What a step leaves in the session for the next one: by name, and only for a while."""

import time
from typing import Any

from django.http import HttpRequest

MINUTE = 60


def keep(request: HttpRequest, name: str, value: Any, *, minutes: int) -> None:
    """Leave ``value`` (JSON) in the session; sessions are sealed (``portal.accounts.sessions``)."""
    request.session[name] = {"until": int(time.time()) + minutes * MINUTE, "value": value}


def kept(request: HttpRequest, name: str) -> Any:
    """What was left under ``name``, or ``None`` when there is nothing or its time is over."""
    found = request.session.get(name)
    if not isinstance(found, dict) or "until" not in found:
        return None
    if found["until"] < time.time():
        forget(request, name)
        return None
    return found["value"]


def forget(request: HttpRequest, name: str) -> None:
    request.session.pop(name, None)
