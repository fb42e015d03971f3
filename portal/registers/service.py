"""Asking whichever service the settings name for a register, in bounded time (T11)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from typing import Any

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from bundles.casework.registers import Answer, Query, Register, RegisterDown

log = structlog.get_logger(__name__)
_calls = ThreadPoolExecutor(max_workers=8, thread_name_prefix="registers")

ANY = "*"
"""In the settings: whatever register is not named itself."""


def look_up(query: Query) -> Answer:
    """One answer. Never call it inside a transaction (T11).

    Raises ``RegisterDown`` when the register is not attached, fails, or has not answered within
    ``settings.REGISTER_SECONDS``. Its own words are not passed on: they may hold the person's.
    """
    try:
        register = _attached(query.register)
        call = _calls.submit(register.look_up, query)
        try:
            return call.result(settings.REGISTER_SECONDS)
        finally:
            call.cancel()  # one that still waits for its turn asks nobody in vain
    except RegisterDown as down:
        problem = down.problem
    except TookTooLong:
        problem = "timeout"
    except Exception as error:  # noqa: BLE001 — whatever ails a register, the paper can be asked for
        problem = type(error).__name__
    log.warning("register_down", register=query.register, problem=problem)
    raise RegisterDown(problem[:40])


def _attached(register: str) -> Register:
    chosen: dict[str, Any] | None = settings.REGISTERS.get(register) or settings.REGISTERS.get(ANY)
    if chosen is None:
        raise RegisterDown("not_attached")
    made: Register = import_string(chosen["BACKEND"])(**chosen.get("OPTIONS", {}))
    return made
