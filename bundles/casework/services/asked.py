"""Which places of the form an applicant may touch: all of a draft, of a correction only what was
asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from bundles.casework.exceptions import MoveNotAllowed, NotAsked
from bundles.casework.models import Correction, Submission, WorkItem
from bundles.casework.selectors.lookups import newly_missing
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.blocks import ROW_ID

from .moves import Case


def places_asked(submission: Submission) -> frozenset[str]:
    """The ``about`` of every defect that still waits for an answer; and the papers that have to be
    handed in because what was put right is in no register.
    """
    open_ones = list(Correction.objects.filter(submission=submission, answered_at__isnull=True))
    asked = frozenset(defect["about"] for one in open_ones for defect in one.defects)
    return asked | (newly_missing(submission) if open_ones else frozenset())


def form_is_open(submission: Submission) -> None:
    """Raise ``MoveNotAllowed`` while nothing of the form is the applicant's to hand in."""
    if submission.state is not SubmissionStatus.DRAFT and not places_asked(submission):
        raise MoveNotAllowed(status=submission.status, to="sign")


def may_touch(submission: Submission, about: str) -> None:
    """Raise ``MoveNotAllowed`` for a closed form, ``NotAsked`` for a place nobody asked about."""
    if submission.state is SubmissionStatus.DRAFT:
        return
    asked = places_asked(submission)
    if not asked:
        raise MoveNotAllowed(status=submission.status, to="edit")
    if about not in asked:
        raise NotAsked


def only_asked_changes(submission: Submission, block: str, old: Any, new: Any) -> None:
    """Raise like ``may_touch`` when ``new`` differs from ``old`` at a place that was not asked."""
    if submission.state is SubmissionStatus.DRAFT:
        return
    asked = places_asked(submission)
    if not asked:
        raise MoveNotAllowed(status=submission.status, to="edit")
    if f"block:{block}" in asked or old == new:
        return
    old = type(new)() if old is None else old
    if isinstance(old, list) and isinstance(new, list):
        _only_asked_rows(block, old, new, asked)
        return
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        raise NotAsked
    if any(f"field:{block}.{key}" not in asked for key in _changed(old, new)):
        raise NotAsked


def _only_asked_rows(block: str, old: list[Any], new: list[Any], asked: Set[str]) -> None:
    """The rows stay the same ones in the same order; each may change where it was asked.

    Asked may be one field in all rows (``field:staff.start``), a whole row (``block:staff.2``, the
    third) or one field of it (``field:staff.2.start``).
    """
    if len(old) != len(new):
        raise NotAsked
    for index, (before, after) in enumerate(zip(old, new, strict=True)):
        if before == after or f"block:{block}.{index}" in asked:
            continue
        open_here = (f"field:{block}.", f"field:{block}.{index}.")
        for key in _changed(before, after):
            if not any(f"{start}{key}" in asked for start in open_here):
                raise NotAsked


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {key for key in {*old, *new} - {ROW_ID} if old.get(key) != new.get(key)}


def answered(case: Case, item: WorkItem | None = None, *, because: str = "") -> None:
    """Nothing more is wanted of the applicant: of the case as a whole, or of one item.

    ``because`` says why nothing was changed.
    """
    case.submission.corrections.filter(work_item=item, answered_at__isnull=True).update(
        answered_at=case.at, unchanged_because=because.strip()
    )
