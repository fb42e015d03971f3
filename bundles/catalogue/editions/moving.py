"""The way of an edition: offered by its author, approved by a second person, in force by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from bundles.catalogue.edition import Edition, EditionState, StepKind
from bundles.catalogue.editions.exceptions import (
    MayNotPublish,
    MomentPast,
    NoteMissing,
)
from bundles.catalogue.editions.forcing import force, tried
from bundles.catalogue.editions.people import check_publisher, may_publish
from bundles.catalogue.editions.steps import lock, move, standing, step
from bundles.catalogue.editions.writing import own, up_to_date
from bundles.catalogue.models import Bundle
from departments.models import Officer

SHORTEST_NOTE: Final = 4
FARTHEST: Final = timedelta(days=366)


@transaction.atomic
def offer(edition_id: int, *, seen: int, by: Officer) -> Edition:
    """Hand it to a second person; from now on no word of it changes.

    Raises ``EditionFaulty`` with the findings of all proofs, ``NothingChanged``, ``BaseOutdated``,
    ``NoteMissing``; the second time ``EditionStale`` or ``EditionElsewhere``.
    """
    edition = own(edition_id, seen=seen, by=by)
    standing(edition, EditionState.DRAFT)
    _said(edition.note)
    up_to_date(edition)
    tried(edition)
    edition.approver = edition.publish_at = None
    edition.findings = []
    move(edition, EditionState.OFFERED)
    step(edition, StepKind.OFFERED, by=by, note=edition.note)
    return edition


@transaction.atomic
def take_back(edition_id: int, *, seen: int, by: Officer) -> Edition:
    """The author wants to go on writing, approved for later or not."""
    edition = own(edition_id, seen=seen, by=by)
    standing(edition, EditionState.OFFERED, EditionState.SCHEDULED)
    return _back(edition, StepKind.TAKEN_BACK, by=by)


@transaction.atomic
def send_back(edition_id: int, *, seen: int, note: str, by: Officer) -> Edition:
    """The second person does not approve (any more), and says why. Raises ``NoteMissing``."""
    edition = _for_second(edition_id, seen=seen, by=by)
    standing(edition, EditionState.OFFERED, EditionState.SCHEDULED)
    _said(note)
    return _back(edition, StepKind.SENT_BACK, by=by, note=note)


@transaction.atomic
def approve(edition_id: int, *, seen: int, at: datetime | None, by: Officer) -> Edition:
    """Publish it now, or let the clock do so ``at`` a moment.

    Raises ``SecondPersonNeeded`` for the author, ``MayNotPublish``, ``MomentPast``,
    ``BaseOutdated``, ``EditionFaulty``; the second time ``EditionStale`` or ``EditionElsewhere``.
    """
    edition = _for_second(edition_id, seen=seen, by=by)
    standing(edition, EditionState.OFFERED)
    up_to_date(edition)
    edition.approver = by
    if at is None:
        step(edition, StepKind.APPROVED, by=by)
        return in_force(edition, by=by)
    if not timezone.now() < at <= timezone.now() + FARTHEST:
        raise MomentPast
    tried(edition)
    edition.publish_at = at
    move(edition, EditionState.SCHEDULED)
    step(edition, StepKind.SCHEDULED, by=by, publish_at=at)
    return edition


@transaction.atomic
def withdraw(edition_id: int, *, seen: int, by: Officer) -> Edition:
    """Nothing comes of it; it stays in the list with all its steps."""
    edition = lock(edition_id, seen=None, division=by.hall.division_id if by.hall else "")
    if edition.author_id != by.pk and not may_publish(by, edition):
        raise MayNotPublish
    lock(edition_id, seen=seen)
    standing(edition, EditionState.DRAFT, EditionState.OFFERED, EditionState.SCHEDULED)
    move(edition, EditionState.WITHDRAWN)
    step(edition, StepKind.WITHDRAWN, by=by)
    return edition


def in_force(edition: Edition, *, by: Officer | None) -> Edition:
    """What approval and clock have in common, inside their transaction.

    Asked again behind the lock of the bundle: two that begin on the same version, approved at the
    same moment, would both find it in force, and the later one would undo the other unread.
    """
    Bundle.objects.select_for_update().filter(code=edition.code).first()
    up_to_date(edition)
    edition.version = force(edition)
    move(edition, EditionState.PUBLISHED)
    step(edition, StepKind.PUBLISHED, by=by)
    return edition


def _for_second(edition_id: int, *, seen: int, by: Officer) -> Edition:
    edition = lock(edition_id, seen=None, division=by.hall.division_id if by.hall else "")
    check_publisher(by, edition)
    return lock(edition_id, seen=seen)


def _back(edition: Edition, kind: StepKind, *, by: Officer, note: str = "") -> Edition:
    edition.approver = edition.publish_at = None
    move(edition, EditionState.DRAFT)
    step(edition, kind, by=by, note=note)
    return edition


def _said(note: str) -> None:
    if len(note.strip()) < SHORTEST_NOTE:
        raise NoteMissing
