"""The authenticator app on the clerk's telephone: from its secret the code of the moment."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from allauth.mfa.utils import decrypt

from portal.accounts.models import User

PERIOD = 30  # seconds


def code(secret: str, *, later: int = 0) -> str:
    """The six digits an app shows now; those it shows ``later`` periods on, for a used one."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later)))


def wait_for_next() -> None:
    """Until the app shows another code."""
    time.sleep(PERIOD - time.time() % PERIOD)


def set_up(user: User, known: str) -> str:
    """The secret of ``user``'s second factor: the known one while it is theirs, else a new one."""
    factors = Authenticator.objects.filter(user=user)
    app = factors.filter(type=Authenticator.Type.TOTP).first()
    if app is not None and known and decrypt(app.data["secret"]) == known:
        return known
    factors.delete()
    secret = str(generate_totp_secret())
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret
