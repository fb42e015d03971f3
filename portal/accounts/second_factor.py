"""The second factor, optional for applicants: its secrets sealed, each code good once."""

from typing import ClassVar

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from applicants.keys import field_ring
from portal.accounts.contacts import contacts_of
from portal.accounts.models import User


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's, with the field ring around what it stores."""

    error_messages: ClassVar[dict[str, StrPromise]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("不能停用两步验证。"),
        "cannot_generate_recovery_codes": _("开启两步验证后才能生成备用码。"),
        "incorrect_code": _("动态码不对。请等应用换出下一个，再输入一次。"),
    }

    def encrypt(self, text: str) -> str:
        return field_ring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return field_ring().decrypt(encrypted_text).decode()

    def _get_user_identifier(self, user: User) -> str:
        """What the authenticator app shows beside the code: a masked phone or address."""
        return next((contact.masked for contact in contacts_of(user)), user.username)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff never do without: a lost device is replaced by the security administrator."""
        return authenticator.user.officer_id is None

    def get_totp_issuer(self) -> str:
        return "一窗通办"


def take_code(user: User, code: str) -> Authenticator | None:
    """The factor of ``user`` that ``code`` belongs to: the app's of this moment, or a backup code.

    Either is good once, whatever becomes of the cache: what was used stands beside the secret,
    under a lock. None for a wrong or used one.
    """
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().filter(user=user, type__in=kinds):
            if factor.type == Authenticator.Type.TOTP:
                taken = _take_from_app(factor, code)
            else:
                taken = factor.wrap().validate_code(code.strip())
            if taken:
                return factor
    return None


def counter_of(secret: str, code: str) -> int | None:
    """The half minute in which an app with ``secret`` shows ``code``, when that is about now."""
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return int(counter)
    return None


def _take_from_app(factor: Authenticator, code: str) -> bool:
    counter = counter_of(decrypt(factor.data["secret"]), code)
    if counter is None or counter <= factor.data.get("used", -1):
        return False
    factor.data["used"] = counter
    factor.save(update_fields=["data"])
    return True


def rekey() -> int:
    """Seal every second factor's secrets under the newest key; returns how many were there."""
    ring, seen = field_ring(), 0
    for factor in Authenticator.objects.iterator():
        factor.data = {name: _anew(ring.rotate, value) for name, value in factor.data.items()}
        factor.save(update_fields=["data"])
        seen += 1
    return seen


def _anew(rotate: object, value: object) -> object:
    """A token resealed; lists of tokens too; numbers and what is no token as they are."""
    if isinstance(value, list):
        return [_anew(rotate, each) for each in value]
    if not isinstance(value, str):
        return value
    try:
        return rotate(value).decode()  # type: ignore[operator]
    except InvalidToken:
        return value
