"""What every verb of an edition does: lock, check what was seen, move, write it down."""

from __future__ import annotations

import hashlib
from datetime import datetime

from bundles.catalogue.edition import Edition, EditionState, EditionStep, StepKind
from bundles.catalogue.editions.exceptions import EditionElsewhere, EditionStale, NoSuchEdition
from departments.models import Officer


def lock(edition_id: int, *, seen: int | None, division: str | None = None) -> Edition:
    """The edition for this transaction alone. Raises ``NoSuchEdition``, ``EditionStale``."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related(
        "division", "author", "base", "base__bundle"
    )
    if division is not None:
        rows = rows.filter(division=division)
    try:
        edition = rows.get(pk=edition_id)
    except Edition.DoesNotExist:
        raise NoSuchEdition from None
    if seen is not None and edition.revision != seen:
        raise EditionStale
    return edition


def standing(edition: Edition, *states: EditionState) -> None:
    """Raises ``EditionElsewhere`` unless it stands in one of ``states``."""
    if edition.state not in states:
        raise EditionElsewhere


def step(
    edition: Edition,
    kind: StepKind,
    *,
    by: Officer | None,
    note: str = "",
    publish_at: datetime | None = None,
) -> EditionStep:
    """One line of its history, as it stands now."""
    return EditionStep.objects.create(
        edition=edition,
        kind=kind,
        by=by,
        revision=edition.revision,
        sha256=digest(edition.text, edition.place),
        note=note[:500],
        publish_at=publish_at,
    )


def move(edition: Edition, state: EditionState) -> None:
    """Put it where somebody else must move next; what the verb has changed is saved with it."""
    edition.state = state
    edition.revision += 1
    edition.save()


def digest(text: str, place: str) -> str:
    """SHA-256 of both texts, in hex."""
    return hashlib.sha256(f"{text}\0{place}".encode()).hexdigest()
