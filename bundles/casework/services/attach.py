"""Put files to a material of a case, and take them away again."""

from __future__ import annotations

from applicants.models import Document
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours, UnknownField
from bundles.casework.models import HandedMaterial

from . import moves
from .asked import may_touch
from .permissions import applicants_own


def attach(
    submission_id: int, *, material_key: str, document: Document, by: Actor
) -> HandedMaterial:
    """Hand in one file for one material; the same file twice stays one.

    Raises ``UnknownField`` when the bundle has no such material, ``NotYours`` when the document is
    another applicant's, ``NotAsked`` and ``MoveNotAllowed`` like ``save_answers``.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        if document.owner_id != case.submission.applicant_id:
            raise NotYours
        if material_key not in {material.key for material in case.version.materials}:
            raise UnknownField
        may_touch(case.submission, f"material:{material_key}")
        handed, _created = HandedMaterial.objects.get_or_create(
            submission=case.submission,
            material_key=material_key,
            sha256=document.sha256,
            superseded_at=None,
            defaults={
                "document": document,
                "name": document.name,
                "media_type": document.media_type,
                "size": document.size,
                "handed_at": case.at,
            },
        )
    return handed


def detach(submission_id: int, *, handed_id: int, by: Actor) -> None:
    """Take one file out of an open form; the row stays, marked superseded. Twice is once."""
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        handed = case.submission.handed_materials.filter(
            pk=handed_id, superseded_at__isnull=True
        ).first()
        if handed:
            may_touch(case.submission, f"material:{handed.material_key}")
            handed.superseded_at = case.at
            handed.save(update_fields=["superseded_at"])
