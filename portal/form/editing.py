"""Which places of the form are open to the applicant now, and what officials asked for there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bundles.casework.models import Correction, Submission
from bundles.casework.selectors.lookups import newly_missing
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.definition import Block, Field, Version


@dataclass(frozen=True, slots=True)
class Editing:
    """``whole`` for a draft; else only the places (field, block, material) that ``asked`` names.

    A row of a list is a place too (``block:staff.2``, ``field:staff.2.start``), by its index.
    """

    whole: bool
    asked: dict[str, tuple[str, ...]]
    corrections: tuple[Correction, ...] = ()

    @property
    def open(self) -> bool:
        return self.whole or bool(self.asked)

    def all_of(self, key: str) -> bool:
        """Whether the block is open as a whole: of a list, rows may come and go."""
        return self.whole or f"block:{key}" in self.asked

    def fields(self, block: Block, index: int | None = None) -> tuple[Field, ...]:
        """What may be changed, of a list in the row ``index``."""
        if self.all_of(block.key) or f"block:{block.key}.{index}" in self.asked:
            return block.fields
        return tuple(
            field for field in block.fields if self.reasons_at(block.key, field.key, index)
        )

    def block(self, key: str) -> bool:
        starts = (f"field:{key}.", f"block:{key}.")
        return self.all_of(key) or any(about.startswith(starts) for about in self.asked)

    def row(self, block: Block, index: int) -> bool:
        return bool(self.fields(block, index))

    def material(self, key: str) -> bool:
        return self.whole or f"material:{key}" in self.asked

    def reasons(self, about: str) -> tuple[str, ...]:
        return self.asked.get(about, ())

    def reasons_at(self, block: str, field: str, index: int | None = None) -> tuple[str, ...]:
        """Why a field is to be put right; of a list for every row, or for this one."""
        asked = self.reasons(f"field:{block}.{field}")
        return asked if index is None else (*asked, *self.reasons(f"field:{block}.{index}.{field}"))

    def block_reasons(self, key: str, index: int | None = None) -> tuple[str, ...]:
        """What was asked of the block as a whole, or of one row as a whole."""
        asked = self.reasons(f"block:{key}")
        return asked if index is None else (*asked, *self.reasons(f"block:{key}.{index}"))


def editing(submission: Submission) -> Editing:
    """What the services will let the applicant change; they check it again under the lock."""
    if submission.state is SubmissionStatus.DRAFT:
        return Editing(whole=True, asked={})
    corrections = tuple(
        submission.corrections.filter(answered_at__isnull=True).select_related("work_item")
    )
    asked: dict[str, tuple[str, ...]] = {}
    for correction in corrections:
        for defect in correction.defects:
            asked[defect["about"]] = (*asked.get(defect["about"], ()), defect["text"])
    if asked:
        for about in newly_missing(submission):
            asked.setdefault(about, (_("登记系统没有给出这份材料，请您上传。"),))
    return Editing(whole=False, asked=asked, corrections=corrections)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place taken apart: a material, or a block with the row and the field that are meant."""

    kind: str
    key: str
    index: int | None = None
    field: str = ""


def spot(about: str) -> Spot:
    kind, _sep, path = about.partition(":")
    if kind == "material":
        return Spot(kind, path)
    key, *rest = path.split(".")
    index = int(rest.pop(0)) if rest and rest[0].isdecimal() else None
    return Spot("block", key, index, rest[0] if rest else "")


def name_of(version: Version, about: str) -> Any:
    """What the applicant knows the place by."""
    found = spot(about)
    if found.kind == "material":
        known = found.key in version.materials_by_key
        return version.material(found.key).name if known else found.key
    block = version.blocks_by_key.get(found.key)
    if block is None:
        return found.key
    name = str(block.title)
    if found.index is not None and block.repeat is not None:
        name = f"{block.repeat.row} {found.index + 1}"
    field = block.field(found.field) if found.field else None
    if field is None:
        return name
    return _("%(part)s：%(field)s") % {"part": name, "field": field.label}
