"""A round of the clock over many things: one that fails holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)

Key = TypeVar("Key")


def each(name: str, keys: Iterable[Key], work: Callable[[Key], object]) -> int:
    """Call ``work`` with every key; how many times it did something (gave a true value).

    ``work`` is a transaction of its own. A failure goes to the log under the name of the round and
    is tried again in the next one.
    """
    done = 0
    for key in list(keys):
        try:
            done += bool(work(key))
        except Exception:
            log.exception("round_failed", round=name, key=key)
    return done
