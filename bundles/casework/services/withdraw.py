"""The applicant gives up: the whole case before it is decided, or one item of it."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.models import Submission, WorkItem
from bundles.casework.states import SubmissionStatus, WorkItemStatus

from . import moves
from .advancing import advance
from .asked import answered
from .dating import redate
from .permissions import applicants_own


def withdraw(submission_id: int, *, by: Actor) -> Submission:
    """Withdraw the case and every item still open; what is decided stays decided.

    A case with a result already decided goes on to hand that result over. Raises
    ``MoveNotAllowed`` when all is decided.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        answered(case)
        for item in case.items:
            if not item.is_settled:
                _withdraw(case, item)
        if any(item.state is WorkItemStatus.APPROVED for item in case.items):
            moves.move(case, SubmissionStatus.DECIDED, because="rest_withdrawn")
            case.ring(Fact.DECIDED)
        else:
            moves.move(case, SubmissionStatus.WITHDRAWN)
            case.ring(Fact.WITHDRAWN)
    return case.submission


def withdraw_item(work_item_id: int, *, by: Actor) -> WorkItem:
    """Withdraw one item; those that need it are cancelled, the rest go on."""
    with moves.opened_at_item(work_item_id, by=by) as (case, item):
        applicants_own(case)
        _withdraw(case, item)
        advance(case)
    return item


def _withdraw(case: moves.Case, item: WorkItem) -> None:
    answered(case, item)
    moves.move_item(case, item, WorkItemStatus.WITHDRAWN)
    redate(case, item)
