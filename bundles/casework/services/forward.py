"""A hall that took a case in for another one passes it on (全区通办)."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus

from . import moves


def forward(submission_id: int, *, paper: bool, by: Actor) -> Submission:
    """Tell the deciding hall that what was taken in here is complete; twice is once.

    ``paper`` says whether a bag follows. The case is with the deciding hall from the moment it was
    handed in: its clock does not wait for this. Raises ``NotYours`` for whoever is no clerk of the
    hall that took it in for another, ``MoveNotAllowed`` for a draft.
    """
    with moves.opened(submission_id, by=by) as case:
        submission = case.submission
        taken_in_at = submission.taken_in_at
        if taken_in_at is None or submission.taken_in_at_id == submission.hall_id:
            raise NotYours
        if not by.may("window") or by.hall != taken_in_at.code:
            raise NotYours
        if submission.state is SubmissionStatus.DRAFT:
            raise MoveNotAllowed(status=submission.status, to="forward")
        if submission.forwarded_at is None:
            submission.forwarded_at = case.at
            case.record("submission.forwarded", {"hall": submission.hall.code, "paper": int(paper)})
    return submission
