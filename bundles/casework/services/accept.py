"""The window accepts a case, whole or without some of its items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus

from . import moves
from .dating import promise
from .leaving_out import Leaving, leave_out
from .permissions import in_hand
from .planning import plan_filed
from .pre_checking import answered_by_all
from .promise_later import date_promises
from .second_notice import overtake


def accept(
    submission_id: int,
    *,
    seen: int,
    by: Actor,
    left_out: Mapping[str, Leaving] | None = None,
    without_answer: str = "",
) -> Submission:
    """Accept the case: the clocks start and the machine fans it out.

    ``seen`` is the version the clerk looked at. ``left_out`` are the items that are not accepted or
    dropped, by key: the rest goes on. ``without_answer`` is why the window does not wait any longer
    for a department whose time for a pre-check is over.

    Raises ``StaleVersion``, ``NotYours`` for a clerk of another hall, ``InAnothersHands``,
    ``MoveNotAllowed`` the second time, and what ``leave_out`` and ``answered_by_all`` raise.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        in_hand(case)
        left_out = left_out or {}
        told: dict[str, Any] = {}
        if left_out:
            told = {"left_out": {key: one.how.value for key, one in left_out.items()}}
        moves.move(case, SubmissionStatus.ACCEPTED, **told)
        planned = plan_filed(case)
        lost = leave_out(case, planned, left_out)
        answered_by_all(case, planned, besides=lost, because=without_answer)
        overtake(case)
        date_promises(case, planned, lost=lost)
        promise(case)
        case.ring(Fact.ACCEPTED)
    return case.submission
