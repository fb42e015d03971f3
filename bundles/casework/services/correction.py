"""What is asked to be put right: the defects of one notice, and the places they may be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bundles.casework.exceptions import DefectsMissing, UnknownField
from bundles.casework.later_exceptions import StillMayFollow
from bundles.casework.models import Correction, LaterPromise
from bundles.casework.words import fit_for_paper
from bundles.catalogue.definition import Version

from . import moves


@dataclass(frozen=True, slots=True)
class Defect:
    """``about`` is ``field:block.field``, ``block:key`` or ``material:key``; ``text`` says what to
    mend. One row of a list is ``block:key.2`` (the third), one field of it ``field:block.2.field``.
    """

    about: str
    text: str


def ask(case: moves.Case, defects: Sequence[Defect], item_id: int | None = None) -> Correction:
    """Write the request down, for the whole case or one work item; raises what ``check`` raises."""
    check(case, defects)
    return Correction.objects.create(
        submission=case.submission,
        work_item_id=item_id,
        defects=[asdict(defect) for defect in defects],
        asked_by=case.by.as_json(),
        asked_at=case.at,
    )


def check(case: moves.Case, defects: Sequence[Defect]) -> None:
    """Raise ``DefectsMissing``, ``NotForPaper``, ``StillMayFollow``, or ``UnknownField`` for a
    place the form lacks.
    """
    if not defects or not all(defect.text.strip() for defect in defects):
        raise DefectsMissing
    fit_for_paper(*(defect.text for defect in defects))
    _may_follow_no_more(case, defects)
    known = places(case.version) | rows_of(case.version, case.submission.answers)
    if not {defect.about for defect in defects} <= known:
        raise UnknownField


def _may_follow_no_more(case: moves.Case, defects: Sequence[Defect]) -> None:
    """What was promised for later is no defect before its day: raise ``StillMayFollow``."""
    keys = {defect.about.partition(":")[2] for defect in defects if "material:" in defect.about}
    open_ones = LaterPromise.objects.filter(submission=case.submission, ended_at__isnull=True)
    if keys and open_ones.filter(material_key__in=keys, lapsed_at__isnull=True).exists():
        raise StillMayFollow


def places(version: Version) -> set[str]:
    """Everything of a form that can be found wanting."""
    found = {f"material:{material.key}" for material in version.materials}
    for block in version.blocks:
        found.add(f"block:{block.key}")
        found |= {f"field:{block.key}.{field.key}" for field in block.fields}
    return found


def rows_of(version: Version, answers: Mapping[str, Any]) -> set[str]:
    """The rows of the lists as they stand, and every field of theirs."""
    found: set[str] = set()
    for block in version.blocks:
        rows = (answers.get("blocks") or {}).get(block.key)
        if block.repeat is None or not isinstance(rows, list):
            continue
        for index in range(len(rows)):
            found.add(f"block:{block.key}.{index}")
            found |= {f"field:{block.key}.{index}.{field.key}" for field in block.fields}
    return found
