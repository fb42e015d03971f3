"""Announce a file: everything that can be refused is refused before a byte of it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import get_language

from applicants.contents import FileType, named_type
from applicants.documents import too_large
from applicants.exceptions import Empty
from applicants.filenames import clean_name
from bundles.casework.exceptions import FormatNotAccepted
from bundles.casework.models import Submission
from bundles.casework.services import room_for
from bundles.catalogue.definition import BundleMaterial
from portal.accounts.models import User
from portal.materials import tray
from portal.materials.exceptions import NotAPicture
from portal.web.resumable.exceptions import TooManyOpen
from portal.web.resumable.models import PartialUpload, UploadKind

KEPT_FOR: Final = timedelta(days=3)
"""From the last byte that arrived: over a week-end without a line."""

MOST_OPEN: Final = 20
MOST_OPEN_SIZE: Final = 10  # times the largest file


@dataclass(frozen=True, slots=True)
class Announced:
    """What the device says of a file before it sends it."""

    name: str
    length: int
    kind: UploadKind = UploadKind.FILE
    fingerprint: str = ""
    replaces: UUID | None = None


def begin(
    submission: Submission, material: BundleMaterial, announced: Announced, *, owner: User
) -> PartialUpload:
    """Open an upload; the same file announced again goes on where it stopped.

    Raises ``DocumentRefused`` by name and size, ``FormatNotAccepted``, what ``room_for`` raises,
    and ``TooManyOpen``, ``NotAPicture``, ``TrayFull``.
    """
    name = clean_name(announced.name)
    _could_be_taken(submission, material, announced, named_type(name))
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=owner.pk)  # two tabs, one quota
        if known := _known(submission, material, announced, owner):
            return known
        _has_room(owner, announced.length)
        now = timezone.now()
        return PartialUpload.objects.create(
            owner=owner,
            submission=submission,
            material_key=material.key,
            kind=announced.kind,
            replaces=announced.replaces,
            name=name,
            fingerprint=announced.fingerprint,
            length=announced.length,
            language=get_language() or settings.LANGUAGE_CODE,
            touched_at=now,
            expires_at=now + KEPT_FOR,
        )


def open_uploads(submission: Submission, key: str, owner: User) -> list[PartialUpload]:
    """Somebody's files that did not arrive whole, and can still go on."""
    rows = PartialUpload.objects.filter(
        owner=owner,
        submission=submission,
        material_key=key,
        finished_at__isnull=True,
        offset__lt=F("length"),
        expires_at__gt=timezone.now(),
    )
    return list(rows.order_by("pk"))


def _could_be_taken(
    submission: Submission, material: BundleMaterial, announced: Announced, claimed: FileType
) -> None:
    limit = int(settings.DOCUMENT_MAX_BYTES)
    if announced.length == 0:
        raise Empty
    if announced.length > limit:
        raise too_large(limit)
    if announced.kind is UploadKind.PAGE:
        if claimed is FileType.PDF:
            raise NotAPicture
        if announced.replaces is None:
            tray.has_room(submission, material.key)
        return
    if claimed.media_type not in material.accept:
        raise FormatNotAccepted
    room_for(submission, material, announced.length)


def _known(
    submission: Submission, material: BundleMaterial, announced: Announced, owner: User
) -> PartialUpload | None:
    if not announced.fingerprint:
        return None
    return next(
        (
            one
            for one in open_uploads(submission, material.key, owner)
            if (one.fingerprint, one.length, one.kind, one.replaces)
            == (announced.fingerprint, announced.length, announced.kind, announced.replaces)
        ),
        None,
    )


def _has_room(owner: User, length: int) -> None:
    still_open = PartialUpload.objects.filter(
        owner=owner, finished_at__isnull=True, expires_at__gt=timezone.now()
    )
    size = still_open.aggregate(size=Sum("length"))["size"] or 0
    if (
        still_open.count() >= MOST_OPEN
        or size + length > settings.DOCUMENT_MAX_BYTES * MOST_OPEN_SIZE
    ):
        raise TooManyOpen
