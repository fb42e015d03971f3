"""The bad-credit list: whom the law keeps from commitments, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from applicants.identity import validate_resident_id, validate_uscc
from applicants.keys import fingerprints
from applicants.models import Applicant, Barring


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a source's list; ``until`` None: until it is lifted."""

    id_number: str
    reason: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What one list changed."""

    added: int
    lifted: int
    standing: int


def is_barred(applicant: Applicant, *, on: date) -> bool:
    """Whether commitments are closed to the applicant that day."""
    return (
        standing_on(on)
        .filter(id_fingerprint__in=fingerprints(applicant.id_number, "id_number"))
        .exists()
    )


def standing_on(day: date) -> QuerySet[Barring]:
    lasting = Q(until__isnull=True) | Q(until__gte=day)
    return Barring.objects.filter(lasting, since__lte=day, lifted_at__isnull=True)


def number_listed(text: str) -> str:
    """A resident ID or a social credit code in its canonical form. Raises ``ValidationError``."""
    try:
        return validate_uscc(text)
    except ValidationError:
        return validate_resident_id(text)


@transaction.atomic
def bar(listed: Listed, *, source: str) -> Barring:
    """Put one on the list. Raises ``ValidationError`` for what is no number; twice is once."""
    number = number_listed(listed.id_number)
    there = Barring.objects.filter(
        id_fingerprint__in=fingerprints(number, "id_number"),
        source=source,
        since=listed.since,
        until=listed.until,
        lifted_at__isnull=True,
    ).first()
    return there or Barring.objects.create(
        id_number=number,
        reason=listed.reason.strip(),
        source=source,
        since=listed.since,
        until=listed.until,
    )


def lift(barring_id: int) -> None:
    """Take one off the list (信用修复); twice is once."""
    Barring.objects.filter(pk=barring_id, lifted_at__isnull=True).update(lifted_at=timezone.now())


@transaction.atomic
def take_list(rows: Iterable[Listed], *, source: str) -> Taken:
    """Bring what one source lists to what its newest list says: who is missing there is lifted.

    Raises ``ValidationError`` for a bad number, and then changes nothing.
    """
    before = set(
        Barring.objects.filter(source=source, lifted_at__isnull=True).values_list("pk", flat=True)
    )
    now = {bar(row, source=source).pk for row in rows}
    Barring.objects.filter(pk__in=before - now).update(lifted_at=timezone.now())
    return Taken(added=len(now - before), lifted=len(before - now), standing=len(now))
