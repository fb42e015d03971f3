"""The machines that give out numbers: registered by the head of the hall, paired once by a link."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.reception.exceptions import NoSuchKiosk
from bundles.reception.models import Kiosk
from departments.models import Hall


def register_kiosk(hall: Hall, label: str, *, by: Actor) -> tuple[Kiosk, str]:
    """A machine that waits to be paired, and the word that pairs it: shown once, never kept."""
    word = secrets.token_urlsafe(24)
    kiosk = Kiosk.objects.create(
        hall=hall,
        label=label,
        pairing=_hashed(word),
        registered_by=by.id,
        registered_at=timezone.now(),
    )
    return kiosk, word


@transaction.atomic
def pair_kiosk(word: str) -> tuple[Kiosk, str]:
    """Make this the machine; returns the secret it keeps. A word works once.

    Raises ``NoSuchKiosk``.
    """
    kiosk = (
        Kiosk.objects.select_for_update(of=("self",))
        .select_related("hall")
        .filter(pairing=_hashed(word), revoked_at__isnull=True)
        .first()
    )
    if kiosk is None:
        raise NoSuchKiosk
    secret = secrets.token_urlsafe(32)
    kiosk.pairing, kiosk.secret, kiosk.paired_at = None, _hashed(secret), timezone.now()
    kiosk.save(update_fields=["pairing", "secret", "paired_at"])
    return kiosk, secret


def revoke_kiosk(kiosk_id: int, *, hall: Hall) -> None:
    """From now on it gives out nothing. Again changes nothing."""
    Kiosk.objects.filter(pk=kiosk_id, hall=hall, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), pairing=None, secret=None
    )


def kiosk_of(secret: str) -> Kiosk | None:
    """The machine that holds a secret."""
    if not secret:
        return None
    return (
        Kiosk.objects.select_related("hall")
        .filter(secret=_hashed(secret), revoked_at__isnull=True)
        .first()
    )


def waits_for(word: str) -> bool:
    """Whether a pairing word has not been used yet."""
    return Kiosk.objects.filter(pairing=_hashed(word), revoked_at__isnull=True).exists()


def _hashed(secret: str) -> str:
    """Secrets of this length need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
