"""Put files to a material of a case, and take them away again."""

from __future__ import annotations

from typing import Final

from django.db.models import Sum

from applicants.models import Document
from bundles.casework.actors import Actor
from bundles.casework.exceptions import (
    FormatNotAccepted,
    NotAsked,
    NotYours,
    OneFileOnly,
    TooManyFiles,
    TooMuchAltogether,
    UnknownField,
)
from bundles.casework.models import HandedMaterial, Submission
from bundles.catalogue.definition import BundleMaterial

from . import moves
from .asked import may_touch
from .permissions import applicants_own
from .signing import void_if_changed

MOST_BYTES: Final = 200 * 1024 * 1024
"""Of all files of one case together."""


def attach(
    submission_id: int, *, material_key: str, document: Document, by: Actor
) -> HandedMaterial:
    """Hand in one file for one material; the same file twice stays one.

    Raises ``UnknownField`` when the bundle has no such material, ``NotYours`` when the document is
    another applicant's, ``FormatNotAccepted``, what ``room_for`` raises, ``NotAsked`` and
    ``MoveNotAllowed`` like ``save_answers``.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        if document.owner_id != case.submission.applicant_id:
            raise NotYours
        material = _material(case, material_key)
        may_touch(case.submission, f"material:{material_key}")
        there = case.submission.handed_materials.filter(
            material_key=material_key, superseded_at__isnull=True
        )
        same = there.filter(sha256=document.sha256).first()
        if same:
            return same
        if document.media_type not in material.accept:
            raise FormatNotAccepted
        room_for(case.submission, material, document.size)
        handed = HandedMaterial.objects.create(
            submission=case.submission,
            material_key=material_key,
            document=document,
            sha256=document.sha256,
            name=document.name,
            media_type=document.media_type,
            size=document.size,
            handed_at=case.at,
        )
        void_if_changed(case)
    return handed


def room_for(submission: Submission, material: BundleMaterial, size: int) -> None:
    """Raise ``OneFileOnly``, ``TooManyFiles`` or ``TooMuchAltogether`` if one more does not fit.

    Doors ask it before the bytes come; the answer that counts is given under the lock.
    """
    here = submission.handed_materials.filter(superseded_at__isnull=True, register="")
    files = here.filter(material_key=material.key).count()
    if files and not material.multiple:
        raise OneFileOnly
    if files >= material.max_files:
        raise TooManyFiles(material.max_files)
    if (here.aggregate(bytes=Sum("size"))["bytes"] or 0) + size > MOST_BYTES:
        raise TooMuchAltogether(MOST_BYTES)


def _material(case: moves.Case, key: str) -> BundleMaterial:
    found = next((each for each in case.version.materials if each.key == key), None)
    if found is None:
        raise UnknownField
    return found


def detach(submission_id: int, *, handed_id: int, by: Actor) -> None:
    """Take one file out of an open form; the row stays, marked superseded. Twice is once.

    What a register gave is not the applicant's to take out: ``NotAsked``.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        handed = case.submission.handed_materials.filter(
            pk=handed_id, superseded_at__isnull=True
        ).first()
        if handed:
            may_touch(case.submission, f"material:{handed.material_key}")
            if handed.register:
                raise NotAsked
            handed.superseded_at = case.at
            handed.save(update_fields=["superseded_at"])
            void_if_changed(case)
