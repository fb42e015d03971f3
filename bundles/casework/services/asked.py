"""Which places of the form an applicant may touch: all of a draft, of a correction only what was
asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bundles.casework.exceptions import MoveNotAllowed, NotAsked
from bundles.casework.models import Correction, Submission, WorkItem
from bundles.casework.states import SubmissionStatus

from .moves import Case


def places_asked(submission: Submission) -> frozenset[str]:
    """The ``about`` of every defect that still waits for an answer."""
    open_ones = Correction.objects.filter(submission=submission, answered_at__isnull=True)
    return frozenset(defect["about"] for correction in open_ones for defect in correction.defects)


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
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        if not any(about.startswith(f"field:{block}.") for about in asked):
            raise NotAsked
        return
    changed = {key for key in {*old, *new} if old.get(key) != new.get(key)}
    if any(f"field:{block}.{key}" not in asked for key in changed):
        raise NotAsked


def answered(case: Case, item: WorkItem | None = None) -> None:
    """Nothing more is wanted of the applicant: of the case as a whole, or of one item."""
    case.submission.corrections.filter(work_item=item, answered_at__isnull=True).update(
        answered_at=case.at
    )
