"""What somebody has handed in before, offered again so that nothing is uploaded twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from applicants.models import Document
from applicants.selectors import documents_of
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.models import HandedMaterial, Submission
from bundles.catalogue.definition import BundleMaterial, Text
from bundles.catalogue.versions import version

MOST_OFFERED: Final = 20


@dataclass(frozen=True, slots=True)
class Offered:
    """One document of the vault, with where it was handed in last, if it was."""

    document: Document
    at: datetime
    material: Text | None = None
    bundle: Text | None = None
    number: str = ""


def offered(
    submission: Submission, material: BundleMaterial, there: Sequence[Any], *, by: Actor
) -> list[Offered]:
    """The applicant's documents this material takes and does not hold yet, newest first.

    An agent is offered only what they brought themselves: an authorisation for one matter opens
    no other papers of the principal.
    """
    held = {one.sha256 for one in there}
    documents = documents_of(submission.applicant).filter(media_type__in=material.accept)
    if by.kind is ActorKind.AGENT:
        documents = documents.filter(stored_by=f"{by.kind}:{by.id}")
    chosen = [one for one in documents[: MOST_OFFERED + len(held)] if one.sha256 not in held]
    origins = _origins(chosen[:MOST_OFFERED])
    return [origins.get(one.pk) or Offered(one, one.created_at) for one in chosen[:MOST_OFFERED]]


def _origins(documents: Sequence[Document]) -> dict[int, Offered]:
    """Where each was handed in last."""
    by_pk = {one.pk: one for one in documents}
    rows = HandedMaterial.objects.filter(document__in=by_pk).select_related("submission")
    found = {}
    for row in rows.order_by("pk"):
        frozen = version(row.submission.version_id)
        asked = frozen.materials_by_key.get(row.material_key)
        found[row.document_id] = Offered(
            by_pk[row.document_id],
            row.handed_at,
            material=asked.name if asked else None,
            bundle=frozen.name,
            number=row.submission.number or "",
        )
    return found
