"""Which of the files handed in were held against their originals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bundles.casework.models import HandedMaterial, Submission


@dataclass(frozen=True, slots=True)
class Compared:
    """Every file of a material agreed with its original; ``by`` is who said so last, and when."""

    by: str
    at: datetime


def compared_materials(submission: Submission) -> dict[str, Compared]:
    """The materials of which every file now in the case was compared, by their keys."""
    return compared_among(submission.handed_materials.filter(superseded_at__isnull=True))


def compared_among(files: Iterable[HandedMaterial]) -> dict[str, Compared]:
    """The same of files at hand."""
    found: dict[str, list[HandedMaterial]] = {}
    for one in files:
        found.setdefault(one.material_key, []).append(one)
    return {key: _last(those) for key, those in found.items() if all(f.compared_at for f in those)}


def _last(files: list[HandedMaterial]) -> Compared:
    last = max(files, key=lambda one: one.compared_at or one.handed_at)
    assert last.compared_at is not None
    return Compared(by=str((last.compared_by or {}).get("name", "")), at=last.compared_at)
