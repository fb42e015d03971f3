"""What people agreed to: given for one purpose under one text, asked anew each time, withdrawable.

Separate consent for sensitive data: Personal Information Protection Law art. 14–16, 29, 30.
"""

import hashlib
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from applicants.models import Applicant, Consent


class Actor(Protocol):
    """Whoever gives or withdraws: the applicant, or who acts for an organisation."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> object: ...


def hash_of(text: str) -> str:
    """The hash under which a consent's text is remembered: SHA-256 over UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def give(
    applicant: Applicant,
    purpose: str,
    text_hash: str,
    *,
    at: datetime,
    by: Actor,
    about: str = "",
    text_version: str = "",
    sensitive: bool = True,
) -> Consent:
    """Record that an applicant agreed to ``purpose`` under the text with this hash.

    ``about`` is what it was given for, the token of a case say. The same text a second time is the
    consent there already is; another text ends the older one and stands in its place.
    """
    Applicant.objects.select_for_update().get(pk=applicant.pk)
    there = standing(applicant, purpose, about=about)
    if there is not None and there.text_hash == text_hash:
        return there
    if there is not None:
        _end(there, at=at, by=by)
    return Consent.objects.create(
        applicant=applicant,
        purpose=purpose,
        about=about,
        text_hash=text_hash,
        text_version=text_version,
        sensitive=sensitive,
        given_at=at,
        given_by=f"{by.kind}:{by.id}",
    )


@transaction.atomic
def withdraw(
    applicant: Applicant, purpose: str, *, at: datetime, by: Actor, about: str = ""
) -> int:
    """Take a consent back; what was done under it before stays lawful (art. 15). Returns how many.

    A second time changes nothing. What follows for an open case is the caller's to say and do.
    """
    Applicant.objects.select_for_update().get(pk=applicant.pk)
    there = standing(applicant, purpose, about=about)
    if there is None:
        return 0
    _end(there, at=at, by=by)
    return 1


def standing(applicant: Applicant, purpose: str, *, about: str = "") -> Consent | None:
    """The consent that holds for a purpose now, or None."""
    return (
        consents_of(applicant)
        .filter(purpose=purpose, about=about, withdrawn_at__isnull=True)
        .first()
    )


def consents_of(applicant: Applicant) -> QuerySet[Consent]:
    """Everything an applicant ever agreed to, newest first, what was taken back included."""
    return Consent.objects.filter(applicant=applicant).order_by("-given_at", "-pk")


def _end(consent: Consent, *, at: datetime, by: Actor) -> None:
    consent.withdrawn_at, consent.withdrawn_by = at, f"{by.kind}:{by.id}"
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
