"""Making, checking and revoking the keys of department systems."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from departments.models import Department
from portal.accounts.models import ApiKey, Scope

MARK = "owk"  # "one window key": lets secret scanners and people recognise one
USE_NOTED_EVERY = timedelta(minutes=1)  # not a row write for every request of a busy system


class KeyRefused(Exception):
    """The key cannot be used."""

    code = "key_unknown"
    message: StrPromise = _("密钥无效。请核对后重试，或向管理员申请新的密钥。")


class KeyExpired(KeyRefused):
    """The key's last day has passed."""

    code = "key_expired"
    message = _("密钥已到期。请向管理员申请新的密钥。")


class KeyRevoked(KeyRefused):
    """Someone has revoked the key."""

    code = "key_revoked"
    message = _("密钥已停用。请向管理员申请新的密钥。")


class UnknownScope(ValueError):
    """A scope that no door knows."""


def create_key(
    department: Department, *, name: str, scopes: Iterable[str], expires_at: datetime
) -> tuple[ApiKey, str]:
    """Make a key; return its row and the text ``owk_<prefix>_<secret>``, shown this one time.

    Only the SHA-256 of the secret is kept. That is enough: it has 256 random bits, there is nothing
    to guess that a slow hash would have to protect.
    """
    wanted = sorted({str(scope) for scope in scopes})
    if not wanted or (strange := set(wanted) - set(Scope.values)):
        raise UnknownScope(", ".join(sorted(strange)) if wanted else "no scope at all")
    secret = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        department=department,
        name=name,
        prefix=secrets.token_hex(4),
        hash=_digest(secret),
        scopes=wanted,
        expires_at=expires_at,
    )
    return key, f"{MARK}_{key.prefix}_{secret}"


def authenticate_key(text: str) -> ApiKey:
    """Return the living key behind ``text`` with its department; note that it was used.

    Raises ``KeyRefused``, ``KeyExpired`` or ``KeyRevoked``. The prefix finds the row, the
    comparison of the digests takes the same time whether right or wrong.
    """
    mark, _sep, rest = text.partition("_")
    prefix, _sep, secret = rest.partition("_")
    if mark != MARK or not prefix or not secret or not text.isascii() or "\0" in text:
        raise KeyRefused
    key = ApiKey.objects.select_related("department").filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(key.hash, _digest(secret)):
        raise KeyRefused
    now = timezone.now()
    if key.revoked_at is not None:
        raise KeyRevoked
    if key.expires_at <= now:
        raise KeyExpired
    _note_use(key, now)
    return key


def revoke(key: ApiKey) -> ApiKey:
    """Stop the key from now on; the first revocation's time stays when asked twice."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    key.refresh_from_db()
    return key


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _note_use(key: ApiKey, now: datetime) -> None:
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    if ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now):
        key.last_used_at = now
