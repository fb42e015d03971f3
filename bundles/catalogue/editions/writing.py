"""Begin an edition and write in it: nothing of it is in force, nobody but the author touches it."""

from __future__ import annotations

import re
from typing import Final

from django.db import transaction

from bundles.catalogue import versions
from bundles.catalogue.edition import Edition, EditionKind, EditionState, StepKind
from bundles.catalogue.editions import sources
from bundles.catalogue.editions.exceptions import (
    AlreadyThere,
    BaseOutdated,
    NotTheAuthor,
    TextTooLong,
)
from bundles.catalogue.editions.people import check_writer
from bundles.catalogue.editions.steps import lock, standing, step
from bundles.catalogue.models import BundleVersion
from departments.models import Division, Officer

LONGEST: Final = 400_000
CODE: Final = re.compile(r"[a-z][a-z0-9-]{2,60}\Z")


@transaction.atomic
def begin(version: BundleVersion, *, by: Officer) -> Edition:
    """A draft from the words of a version, normally the current one.

    Whichever version's words it begins with, it is measured against the one in force. Raises
    ``MayNotWrite``.
    """
    source = sources.source_of(version)
    return _begun(
        by,
        code=version.bundle.code,
        division=version.division,
        kind=EditionKind.TEXT,
        base=current(version.bundle.code, version.division_id),
        text=source.text if source else "",
        place=source.place if source else "",
    )


@transaction.atomic
def begin_new(code: str, text: str, division: Division, *, by: Officer) -> Edition:
    """A draft of a bundle that this division does not have yet. Raises ``AlreadyThere``."""
    here = BundleVersion.objects.filter(bundle__code=code, division=division)
    if not CODE.match(code) or here.exists():
        raise AlreadyThere
    return _begun(by, code=code, division=division, kind=EditionKind.TEXT, text=readable(text))


@transaction.atomic
def begin_again(version: BundleVersion, *, note: str, by: Officer) -> Edition:
    """The proposal that an older version stand again, word for word as it was frozen."""
    return _begun(
        by,
        code=version.bundle.code,
        division=version.division,
        kind=EditionKind.AGAIN,
        base=version,
        note=note[:500],
    )


@transaction.atomic
def begin_retirement(version: BundleVersion, *, note: str, by: Officer) -> Edition:
    """The proposal that the bundle be no longer offered here; cases in flight go on."""
    return _begun(
        by,
        code=version.bundle.code,
        division=version.division,
        kind=EditionKind.RETIRE,
        base=version,
        note=note[:500],
    )


def _begun(by: Officer, *, division: Division, **what: object) -> Edition:
    check_writer(by, division.code)
    edition = Edition.objects.create(author=by, division=division, **what)
    step(edition, StepKind.BEGUN, by=by)
    return edition


@transaction.atomic
def write(edition_id: int, *, text: str, place: str, note: str, seen: int, by: Officer) -> Edition:
    """Keep what the author has written so far; unchanged words change nothing.

    Raises ``EditionStale`` when another page of theirs has written meanwhile, ``NotTheAuthor``,
    ``EditionElsewhere`` once it is offered, ``TextTooLong``.
    """
    edition = own(edition_id, seen=seen, by=by)
    standing(edition, EditionState.DRAFT)
    before = (edition.text, edition.place, edition.note)
    after = (readable(text), readable(place), " ".join(note.replace("\0", "").split())[:500])
    if after != before:
        edition.text, edition.place, edition.note = after
        edition.revision += 1
        edition.save()
    return edition


@transaction.atomic
def rebase(edition_id: int, *, seen: int, by: Officer) -> Edition:
    """The author has taken over what a newer version changed: measure the draft against that."""
    edition = own(edition_id, seen=seen, by=by)
    standing(edition, EditionState.DRAFT)
    now = current(edition.code, edition.division_id)
    if edition.base != now:
        edition.base = now
        edition.revision += 1
        edition.save()
        step(edition, StepKind.REBASED, by=by, note=f"v{now.number}" if now else "")
    return edition


def own(edition_id: int, *, seen: int, by: Officer) -> Edition:
    """Locked, for its author. Raises ``NotTheAuthor``, ``NoSuchEdition``, ``EditionStale``."""
    edition = lock(edition_id, seen=None, division=by.hall.division_id if by.hall else "")
    if edition.author_id != by.pk:
        raise NotTheAuthor
    return lock(edition_id, seen=seen)


def up_to_date(edition: Edition) -> None:
    """Raises ``BaseOutdated`` when the version it changes is no longer the one in force."""
    if edition.kind == EditionKind.AGAIN:
        return
    if edition.base != current(edition.code, edition.division_id):
        raise BaseOutdated


def current(code: str, division: str) -> BundleVersion | None:
    """The version in force, if there is one."""
    try:
        return versions.current(code, division)
    except versions.VersionUnknown:
        return None


def readable(text: str) -> str:
    """With the line ends of the house. Raises ``TextTooLong`` for what cannot be kept."""
    if len(text) > LONGEST or "\0" in text:
        raise TextTooLong
    return text.replace("\r\n", "\n").replace("\r", "\n")


__all__ = [
    "begin",
    "begin_again",
    "begin_new",
    "begin_retirement",
    "rebase",
    "write",
]
