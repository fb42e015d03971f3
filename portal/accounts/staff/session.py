"""What a staff session has passed, kept in the session itself and gone with it."""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from portal.accounts.models import User

PASSED = "second_factor_of"
LOCKED = "screen_locked"


def pass_second(session: SessionBase, user: User) -> None:
    """This session has shown the second factor of ``user``; it counts for nobody else."""
    session[PASSED] = user.pk
    session.pop(LOCKED, None)


def has_passed(session: SessionBase, user: User) -> bool:
    return bool(session.get(PASSED) == user.pk and not user.password_is_temporary)


def lock(session: SessionBase) -> None:
    if LOCKED not in session:
        session[LOCKED] = int(time.time())


def unlock(session: SessionBase) -> None:
    session.pop(LOCKED, None)


def is_locked(session: SessionBase) -> bool:
    return LOCKED in session


def lock_seconds() -> int:
    """How long the screen of an officer who does nothing stays open."""
    return int(settings.STAFF_LOCK_MINUTES) * 60
