"""The window gives a case back, once, naming every defect (一次性补正告知)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import DefectsMissing, UnknownField
from bundles.casework.models import Correction
from bundles.casework.states import SubmissionStatus
from bundles.casework.words import fit_for_paper
from bundles.catalogue.definition import Version

from . import moves
from .permissions import clerks_own


@dataclass(frozen=True, slots=True)
class Defect:
    """``about`` is ``field:block.field``, ``block:key`` or ``material:key``; ``text`` says what to
    mend.
    """

    about: str
    text: str


def return_for_correction(
    submission_id: int, *, seen: int, defects: Sequence[Defect], by: Actor
) -> Correction:
    """Give the case back once, naming every defect (Administrative Licensing Law art. 32).

    Raises ``DefectsMissing`` for none or an empty text, ``NotForPaper``, ``UnknownField`` for a
    place the form lacks, and like ``accept``.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        clerks_own(case)
        correction = ask(case, defects)
        moves.move(case, SubmissionStatus.CORRECTION, defects=len(defects))
        case.ring(Fact.RETURNED)
    return correction


def ask(case: moves.Case, defects: Sequence[Defect], item_id: int | None = None) -> Correction:
    """Write the request down, for the whole case or one work item."""
    if not defects or not all(defect.text.strip() for defect in defects):
        raise DefectsMissing
    fit_for_paper(*(defect.text for defect in defects))
    if not {defect.about for defect in defects} <= places(case.version):
        raise UnknownField
    return Correction.objects.create(
        submission=case.submission,
        work_item_id=item_id,
        defects=[asdict(defect) for defect in defects],
        asked_by=case.by.as_json(),
        asked_at=case.at,
    )


def places(version: Version) -> set[str]:
    """Everything of a form that can be found wanting."""
    found = {f"material:{material.key}" for material in version.materials}
    for block in version.blocks:
        found.add(f"block:{block.key}")
        found |= {f"field:{block.key}.{field.key}" for field in block.fields}
    return found
