"""The tray of photographed pages beside a material, until they are made into one PDF."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from PIL import Image

from applicants.contents import FileType, inspect, named_type
from applicants.filenames import clean_name
from applicants.pictures import jpeg
from applicants.scans import Picture, as_pdf
from bundles.casework.models import Submission
from portal.materials import parts
from portal.materials.exceptions import NotAPicture, TrayFull
from portal.materials.models import ScanPage

MOST_PAGES: Final = 30
PAGE_AT_MOST: Final = 600_000
"""Bytes of one page, so that a full tray stays under the limit of a file."""

THUMBNAIL: Final = (320, 320)  # pixels


def pages(submission: Submission, key: str) -> QuerySet[ScanPage]:
    return ScanPage.objects.filter(submission=submission, material_key=key)


def has_room(submission: Submission, key: str) -> None:
    """Raise ``TrayFull`` when no further page fits."""
    if pages(submission, key).count() >= MOST_PAGES:
        raise TrayFull


def picture(stream: IO[bytes], name: str) -> bytes:
    """Return a photograph as the JPEG of a page. Raises ``DocumentRefused``, ``NotAPicture``."""
    claimed = named_type(clean_name(name))
    if claimed is FileType.PDF:
        raise NotAPicture
    file = BytesIO(stream.read())
    redrawn = inspect(file, claimed).redrawn or b""
    if claimed is FileType.JPEG and len(redrawn) <= PAGE_AT_MOST:
        return redrawn
    with Image.open(BytesIO(redrawn)) as image:
        return jpeg(image if image.mode == "L" else image.convert("RGB"), at_most=PAGE_AT_MOST)


@transaction.atomic
def add(
    submission: Submission,
    key: str,
    content: bytes,
    *,
    token: UUID | None = None,
    replaces: UUID | None = None,
) -> ScanPage:
    """Lay a page behind the others, or in the place of the one it ``replaces``.

    The same ``token`` twice is one page. Raises ``TrayFull``.
    """
    Submission.objects.select_for_update().get(pk=submission.pk)
    token = token or uuid4()
    there = pages(submission, key)
    if known := there.filter(token=token).first():
        return known
    replaced = there.filter(token=replaces).first() if replaces else None
    if replaced is None:
        has_room(submission, key)
    with parts.sealed(token, [content]) as (temporary, piece):
        parts.settle(token, temporary, number=0, piece=piece)
    place = replaced.place if replaced else (there.aggregate(last=Max("place"))["last"] or 0) + 1
    if replaced:
        _remove(replaced)
    return ScanPage.objects.create(
        token=token,
        submission=submission,
        material_key=key,
        place=place,
        sha256=piece[1],
        size=piece[0],
        added_at=timezone.now(),
    )


def turn(page: ScanPage, quarters: int) -> None:
    """Turn a page to the right."""
    page.turned = (page.turned + quarters) % 4
    page.save(update_fields=["turned"])


@transaction.atomic
def move(page: ScanPage, by: int) -> None:
    """Move a page ``by`` places; the first goes no further up, the last no further down.

    One that was removed meanwhile moves nowhere.
    """
    Submission.objects.select_for_update().get(pk=page.submission_id)
    order = list(pages(page.submission, page.material_key))
    if page not in order:
        return
    at = order.index(page)
    order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
    for place, one in enumerate(order, start=1):
        ScanPage.objects.filter(pk=one.pk).update(place=place)


def remove(page: ScanPage) -> None:
    """Take a page out of the tray."""
    with transaction.atomic():
        _remove(page)


def content(page: ScanPage) -> bytes:
    with parts.joined(page.token, [[page.size, page.sha256]]) as stream:
        return stream.read()


def thumbnail(page: ScanPage) -> bytes:
    """Return a small JPEG of a page, the way it is turned."""
    return small(content(page), "jpeg", quarters=page.turned)


def small(kept: bytes, form: str, *, quarters: int = 0) -> bytes:
    """Return a small JPEG of a picture that was redrawn here before."""
    with Image.open(BytesIO(kept), formats=[form.upper()]) as image:
        image.draft(None, THUMBNAIL)
        shown = image if image.mode in ("L", "RGB") else image.convert("RGB")
        shown.thumbnail(THUMBNAIL, reducing_gap=2.0)
        return jpeg(shown.rotate(-90 * quarters, expand=True) if quarters else shown)


def made(shown: list[ScanPage]) -> bytes:
    """Return the PDF of these pages, in this order."""
    return as_pdf(Picture(content(page), page.turned) for page in shown)


def clear(shown: list[ScanPage]) -> None:
    """Take out exactly the pages that went into the PDF; others came meanwhile and stay."""
    with transaction.atomic():
        for page in shown:
            _remove(page)


def _remove(page: ScanPage) -> None:
    token = page.token
    ScanPage.objects.filter(pk=page.pk).delete()
    transaction.on_commit(lambda: parts.forget(token))
