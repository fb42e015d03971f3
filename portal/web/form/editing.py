"""Which places of the form are open to the applicant now, and what officials asked for there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bundles.casework.models import Correction, Submission
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.definition import Block, Field, Version


@dataclass(frozen=True, slots=True)
class Editing:
    """``whole`` for a draft; else only the places (field, block, material) that ``asked`` names."""

    whole: bool
    asked: dict[str, tuple[str, ...]]
    corrections: tuple[Correction, ...] = ()

    @property
    def open(self) -> bool:
        return self.whole or bool(self.asked)

    def fields(self, block: Block) -> tuple[Field, ...]:
        if self.whole or f"block:{block.key}" in self.asked:
            return block.fields
        if block.repeat is not None and self.block(block.key):
            return block.fields  # a row has no address of its own: the row is shown whole
        return tuple(
            field for field in block.fields if f"field:{block.key}.{field.key}" in self.asked
        )

    def block(self, key: str) -> bool:
        return self.whole or any(
            about == f"block:{key}" or about.startswith(f"field:{key}.") for about in self.asked
        )

    def material(self, key: str) -> bool:
        return self.whole or f"material:{key}" in self.asked

    def reasons(self, about: str) -> tuple[str, ...]:
        return self.asked.get(about, ())

    def block_reasons(self, key: str) -> tuple[str, ...]:
        """What was asked of the block as a whole."""
        return self.reasons(f"block:{key}")


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
    return Editing(whole=False, asked=asked, corrections=corrections)


def page_of(about: str) -> tuple[str, str]:
    """``("block", key)`` or ``("material", key)`` of a place."""
    kind, _sep, place = about.partition(":")
    return ("material", place) if kind == "material" else ("block", place.partition(".")[0])


def name_of(version: Version, about: str) -> Any:
    """What the applicant knows the place by."""
    kind, _sep, place = about.partition(":")
    if kind == "material":
        return version.material(place).name if place in version.materials_by_key else place
    block_key, _sep, field_key = place.partition(".")
    block = version.blocks_by_key.get(block_key)
    if block is None:
        return place
    field = block.field(field_key) if field_key else None
    return f"{block.title}：{field.label}" if field else block.title
