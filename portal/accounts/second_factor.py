"""The optional second factor: its secrets sealed, its labels without personal data."""

from typing import ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
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

    def get_totp_issuer(self) -> str:
        return "一窗通办"


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
