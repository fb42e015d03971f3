"""What was put right since it was sent back: before and after, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bundles.casework.models import Correction
from bundles.casework.selectors.review import handed_in
from bundles.catalogue.answers import check
from bundles.catalogue.definition import Block
from portal.form.editing import Spot, spot
from portal.form.pages import Work
from portal.form.reading import in_words


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


def changes_since(work: Work, asked: Correction) -> list[Change]:
    """Compared with what had been handed in when it was asked for."""
    filings = work.submission.filings.filter(filed_at__lte=asked.asked_at)
    last = filings.order_by("-sequence").first()
    if last is None:
        return []
    before = last.content["answers"].get("blocks") or {}
    after = check(work.version, work.answers).values.get("blocks") or {}
    raw = work.answers.get("blocks") or {}
    found: list[Change] = []
    for block in work.version.blocks:
        now = after.get(block.key, raw.get(block.key))
        found += _of_block(block, before.get(block.key), now)
    return [*found, *_of_files(work, last.content["materials"])]


def is_answered(work: Work, asked: Correction) -> bool:
    """Whether anything it asked about stands otherwise now than when it was asked for."""
    filings = work.submission.filings.filter(filed_at__lte=asked.asked_at)
    last = filings.order_by("-sequence").first()
    if last is None:
        return True
    now = {
        "answers": check(work.version, work.answers).values,
        "materials": handed_in(work.submission),
    }
    spots = [spot(one["about"]) for one in asked.defects]
    return any(_standing(last.content, one) != _standing(now, one) for one in spots)


def _standing(content: Mapping[str, Any], place: Spot) -> Any:
    """What stands at one place of a form that was handed in, or is about to be."""
    if place.kind == "material":
        return {one["sha256"] for one in content["materials"] if one["key"] == place.key}
    there = (content["answers"].get("blocks") or {}).get(place.key)
    if isinstance(there, list):
        rows = there if place.index is None else there[place.index : place.index + 1]
        return [row.get(place.field) for row in rows] if place.field else rows
    return (there or {}).get(place.field) if place.field else there


def _of_block(block: Block, before: Any, after: Any) -> Iterator[Change]:
    if block.repeat is None:
        yield from _of_row(block, str(block.title), before or {}, after or {})
        return
    old, new = list(before or []), list(after or [])
    for index in range(max(len(old), len(new))):
        name = f"{block.repeat.row} {index + 1}"
        there = old[index] if index < len(old) else {}
        here = new[index] if index < len(new) else {}
        yield from _of_row(block, name, there, here)


def _of_row(
    block: Block, name: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for field in block.fields:
        old, new = (in_words(field, row.get(field.key)) for row in (before, after))
        if old != new:
            label = _("%(part)s：%(field)s") % {"part": name, "field": field.label}
            yield Change(label, old, new)


def _of_files(work: Work, before: list[dict[str, Any]]) -> Iterator[Change]:
    now = handed_in(work.submission)
    for key in dict.fromkeys(one["key"] for one in [*before, *now]):
        old, new = (
            _("、").join(one["name"] for one in files if one["key"] == key)
            for files in (before, now)
        )
        hashes = [{one["sha256"] for one in files if one["key"] == key} for files in (before, now)]
        if hashes[0] != hashes[1]:
            yield Change(str(work.version.material(key).name), old, new)
