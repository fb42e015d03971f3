"""What of a second notice could have been seen when the first was written (art. 32)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bundles.catalogue.blocks import ROW_ID

from .actors import ActorKind
from .models import Filing, Submission


def already_visible(submission: Submission, places: Sequence[str]) -> tuple[str, ...]:
    """Of ``places``, those that stood at the window's first notice exactly as they stand now and
    were not named in any notice since; empty for a case never returned.

    A place is as in a ``Defect``. What is within a named place counts as named. A promise that the
    applicant takes back is no notice: nobody at the window has read the case for it.
    """
    by_window = submission.corrections.filter(
        work_item__isnull=True, asked_by__kind=ActorKind.OFFICER.value
    )
    notices = list(by_window.order_by("pk"))
    if not notices:
        return ()
    filings = list(submission.filings.order_by("sequence"))
    looked_at = [one for one in filings if one.filed_at <= notices[-1].asked_at]
    before, now = looked_at[-1] if looked_at else filings[0], filings[-1]
    named = {defect["about"] for notice in notices for defect in notice.defects}
    return tuple(
        dict.fromkeys(
            place
            for place in places
            if not _named(place, named) and _at(before, place) == _at(now, place)
        )
    )


def _named(place: str, named: set[str]) -> bool:
    """Whether the place itself, its row, its block, or the field in all rows was asked about."""
    kind, _, name = place.partition(":")
    if kind == "material":
        return place in named
    block, _, rest = name.partition(".")
    row, _, field = rest.partition(".")
    within = {place, f"block:{block}"}
    if row.isdecimal():
        within |= {f"block:{block}.{row}"}
        if field:
            within |= {f"field:{block}.{field}"}
    return not within.isdisjoint(named)


def _at(filing: Filing, place: str) -> Any:
    """What a filing holds at a place; None where it holds nothing."""
    kind, _, name = place.partition(":")
    if kind == "material":
        materials = filing.content["materials"]
        return sorted(one["sha256"] for one in materials if one["key"] == name)
    key, _, rest = name.partition(".")
    value = (filing.content["answers"].get("blocks") or {}).get(key)
    for step in rest.split(".") if rest else ():
        value = _inner(value, step)
    return _without_row_ids(value)


def _inner(value: Any, step: str) -> Any:
    """One step down; a field of a list is that field of all its rows."""
    if isinstance(value, list):
        if step.isdecimal():
            return value[int(step)] if int(step) < len(value) else None
        return [_inner(row, step) for row in value]
    return value.get(step) if isinstance(value, Mapping) else None


def _without_row_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_row_ids(one) for one in value]
    if isinstance(value, Mapping):
        return {key: inner for key, inner in value.items() if key != ROW_ID}
    return value
