"""The applicant takes a promise back: the item goes the ordinary way from then on."""

from __future__ import annotations

from typing import Final

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.commitment_exceptions import NotByCommitment
from bundles.casework.models import Commitment, CommitmentEnding, Correction, Submission, WorkItem
from bundles.casework.selectors.commitments import standing
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.catalogue.definition import BundleMaterial

from . import moves
from .correction import Defect, ask
from .dating import promise, redate
from .deem_accepted import moment_of
from .permissions import applicants_own
from .planning import plan_filed

OPEN_CASE: Final = (SubmissionStatus.SUBMITTED, SubmissionStatus.CORRECTION)
"""Before it is accepted a case has no work items yet."""

WITH_DEPARTMENT: Final = (WorkItemStatus.QUEUED, WorkItemStatus.CLAIMED)
UNDECIDED: Final = (
    *(*WITH_DEPARTMENT, WorkItemStatus.WAITING),
    *(WorkItemStatus.CORRECTION, WorkItemStatus.SUSPENDED),
)


def withdraw_commitment(submission_id: int, *, key: str, by: Actor) -> Submission:
    """Take back every promise made for the item ``key``, before it is decided.

    What was promised is asked for, by a correction of the item, or before acceptance of the case;
    its limits are the ordinary ones from now on, and its promised clock waits for the answer.
    Raises ``NotYours``, and ``NotByCommitment`` when there is nothing to take back (any more).
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        item = next((one for one in case.items if one.key == key), None)
        rows = [one for one in standing(submission_id) if one.item == key]
        may = case.submission.state in OPEN_CASE if item is None else item.state in UNDECIDED
        if not rows or not may:
            raise NotByCommitment(item.status if item else case.submission.status)
        before = {one.material.key for one in plan_filed(case).asked}
        for row in rows:
            _end(case, row)
        wanted = [
            one.material
            for one in plan_filed(case).asked
            if one.material.key not in before and key in one.needed_by
        ]
        data = {"item": key, "promises": sorted(row.key for row in rows)}
        case.record("commitment.withdrawn", data, item=item)
        if item is None:
            _ask_case(case, wanted)
        else:
            _ask_item(case, item, wanted)
        case.ring(Fact.COMMITMENT_WITHDRAWN)
    return case.submission


def _end(case: moves.Case, row: Commitment) -> None:
    row.ended_at, row.ended_by = case.at, case.by.as_json()
    row.ending = CommitmentEnding.WITHDRAWN
    row.save(update_fields=["ended_at", "ended_by", "ending"])


def _ask_case(case: moves.Case, wanted: list[BundleMaterial]) -> None:
    """The window cannot accept what lacks a paper: the form goes back to the applicant."""
    if not wanted:
        return
    _ask(case, None, wanted)
    if case.submission.state is SubmissionStatus.SUBMITTED:
        moves.move(case, SubmissionStatus.CORRECTION, defects=len(wanted))
        case.ring(Fact.RETURNED)
    else:
        case.submission.deemed_at = moment_of(case)


def _ask_item(case: moves.Case, item: WorkItem, wanted: list[BundleMaterial]) -> None:
    """The department sees it at once; in its hands already, its clock waits for the papers."""
    item.by_commitment = False
    if wanted:
        _ask(case, item, wanted)
    if wanted and item.state in WITH_DEPARTMENT:
        moves.move_item(case, item, WorkItemStatus.CORRECTION, defects=len(wanted))
        case.ring(Fact.ITEM_CORRECTION)
    else:
        case.touch(item)
    redate(case, item)
    promise(case)


def _ask(case: moves.Case, item: WorkItem | None, wanted: list[BundleMaterial]) -> None:
    """In a notice of its own, or added to the one that is open."""
    defects = [
        Defect(f"material:{one.key}", f"您撤回了承诺，请提交“{one.name.zh}”。") for one in wanted
    ]
    open_ones = Correction.objects.filter(submission=case.submission, work_item=item)
    there = open_ones.filter(answered_at__isnull=True).first()
    if there is None:
        ask(case, defects, item.pk if item else None)
        return
    there.defects = [*there.defects, *({"about": d.about, "text": d.text} for d in defects)]
    there.save(update_fields=["defects"])
