"""Setting up the second factor, and showing it; failures count on their own.

A right password starts the count of wrong passwords anew (axes), so wrong codes are counted under
another name: whoever knows only the password has five guesses in half an hour, not five each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axes.utils import reset
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from portal.accounts import lockout
from portal.accounts.models import StaffEventKind, User
from portal.accounts.second_factor import counter_of, take_code
from portal.accounts.staff.records import record

SECRET: Final = "new_factor"  # noqa: S105 - where in the session it is


class FactorLocked(Exception):
    """Five wrong codes: the account waits half an hour."""

    code = "factor_locked"


@dataclass(frozen=True)
class NewFactor:
    """What the officer's app needs: a picture to scan, and the same to type."""

    secret: str
    picture: str

    @property
    def spaced(self) -> str:
        """``ABCD EFGH …``: groups of four are easier to type."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


def counted(user: User) -> str:
    """The name under which wrong codes of this account are counted."""
    return f"second-factor:{user.pk}"


def has_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def is_locked(request: HttpRequest, user: User) -> bool:
    return lockout.locked(request, counted(user))


def offer(request: HttpRequest, user: User) -> NewFactor:
    """The secret this session is about to set up: the same one until it is."""
    secret = request.session.get(SECRET)
    if not secret:
        secret = request.session[SECRET] = generate_totp_secret()
    link = get_adapter().build_totp_url(user, secret)
    return NewFactor(secret, segno.make(link, error="m").svg_data_uri(scale=5, border=2))


def enrol(request: HttpRequest, user: User, code: str) -> bool:
    """Set up what was offered if ``code`` proves that the app has it. Raises ``FactorLocked``."""
    secret = request.session.get(SECRET)
    counter = counter_of(secret, code) if secret else None
    if counter is None:
        _count(request, user)
        return False
    try:
        with transaction.atomic():
            factor = TOTP.activate(user, str(secret)).instance
            factor.data["used"] = counter
            factor.save(update_fields=["data"])
            RecoveryCodes.activate(user)
            record(StaffEventKind.ENROLLED, by=user)
    except IntegrityError:  # two tabs: the other one was first
        return False
    request.session.pop(SECRET, None)
    _forgive(user)
    return True


def show(request: HttpRequest, user: User, code: str) -> bool:
    """Whether ``code`` is the app's of this moment, or an unused recovery code; taken once.

    Raises ``FactorLocked`` at the fifth wrong one, and while the account waits.
    """
    if is_locked(request, user):
        raise FactorLocked
    if take_code(user, code) is None:
        _count(request, user)
        return False
    _forgive(user)
    return True


def recovery_codes(user: User) -> list[str]:
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    codes: Any = found.wrap().get_unused_codes() if found else []
    return list(codes)


def _count(request: HttpRequest, user: User) -> None:
    lockout.count_failure(request, counted(user))
    if is_locked(request, user):
        raise FactorLocked


def _forgive(user: User) -> None:
    reset(username=lockout.counted_as(counted(user)))
