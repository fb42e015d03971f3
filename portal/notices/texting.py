"""Text messages, through the senders that also carry the sign-in codes."""

from __future__ import annotations

from django.conf import settings

from applicants.models import Applicant
from portal.accounts import codes
from portal.accounts.models import User


def ready() -> bool:
    """Whether there is a way to send any."""
    return bool(settings.SMS_SENDERS)


def phone_of(applicant: Applicant) -> str:
    """The number that answered a code, else the one they registered; empty for none."""
    user = User.objects.filter(applicant=applicant, is_active=True).first()
    return (user.phone if user else "") or applicant.phone


def send(phone: str, text: str) -> None:
    """Raises ``OSError`` when it did not get out."""
    codes.send(phone, text)
