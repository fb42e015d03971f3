"""The phone number or e-mail address by which an account is recognised: read, masked, found again.

Both are personal data. They are kept sealed, found by their fingerprint, and shown masked.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.identity import MOBILE, SEPARATORS, mask_phone
from applicants.sealing import fingerprints

LONGEST = 254  # of an e-mail address, RFC 5321 §4.5.3.1.3


class ContactKind(models.TextChoices):
    PHONE = "phone", _("手机")
    EMAIL = "email", _("电子邮箱")


@dataclass(frozen=True)
class Contact:
    """One phone number (11 digits) or e-mail address (lower case), in its canonical form."""

    kind: ContactKind
    value: str

    def __repr__(self) -> str:  # contacts end up in tracebacks
        return f"Contact({self.kind.value}, {self.masked})"

    @property
    def masked(self) -> str:
        return mask_phone(self.value) if self.is_phone else mask_email(self.value)

    @property
    def is_phone(self) -> bool:
        return self.kind is ContactKind.PHONE

    @property
    def fingerprints(self) -> list[str]:
        """Under every lookup key, newest first; one and the same for account and code."""
        return fingerprints(self.value, purpose(self.kind))


def purpose(kind: str) -> str:
    """The domain of the fingerprints, so that an applicant's own phone column is not linked."""
    return f"sign_in_{kind}"


def read_contact(text: object) -> Contact:
    """What was typed, as a contact. Raises ``ValidationError`` naming what is wanted."""
    typed = unicodedata.normalize("NFKC", str(text or "")[: LONGEST + 1]).strip()
    if "@" in typed:
        return Contact(ContactKind.EMAIL, read_email(typed))
    number = SEPARATORS.sub("", typed).removeprefix("+86")
    if not MOBILE.fullmatch(number):
        raise ValidationError(
            _("请填写 11 位手机号码，例如 138 0479 0001，或一个电子邮箱。"), code="contact"
        )
    return Contact(ContactKind.PHONE, number)


def read_email(typed: str) -> str:
    try:
        if len(typed) > LONGEST or not typed.isascii():
            raise ValidationError("")
        validate_email(typed)
    except ValidationError:
        raise ValidationError(
            _("电子邮箱的写法不对，应当像 wang@example.cn 这样。"), code="email"
        ) from None
    return typed.lower()


def mask_email(address: str) -> str:
    """``wang@example.cn`` as ``w***@example.cn``."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}***@{domain}" if domain else ""


def contact_of(user: Any, kind: str) -> Contact | None:
    """The confirmed contact of an account, if it has one of this kind."""
    value = getattr(user, kind, "")
    return Contact(ContactKind(kind), value) if value else None


def contacts_of(user: Any) -> list[Contact]:
    """All confirmed contacts of an account, the phone first."""
    found = [contact_of(user, kind) for kind in (ContactKind.PHONE, ContactKind.EMAIL)]
    return [contact for contact in found if contact]
