"""The applicant gives up: the whole case before it is decided, or one item of it."""

from __future__ import annotations

from typing import Any

from applicants.models import AgentScope
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.models import AssistanceEnding, RoundEnding, Submission, WorkItem
from bundles.casework.states import SubmissionStatus, WorkItemStatus

from . import moves
from .advancing import advance
from .asked import answered
from .assist import end
from .dating import redate
from .permissions import applicants_own
from .signing import end_round


def withdraw(submission_id: int, *, by: Actor) -> Submission:
    """Withdraw the case and every item still open; what is decided stays decided.

    A case with a result already decided goes on to hand that result over. To give up is more than
    to fill in: an agent needs an authorisation for everything. Raises
    ``MoveNotAllowed`` when all is decided.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case, AgentScope.EVERYTHING)
        answered(case)
        end_round(case, RoundEnding.CALLED_OFF)
        end(case, AssistanceEnding.DISCARDED)
        for item in case.items:
            if not item.is_settled:
                _withdraw(case, item, because="case_withdrawn")
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
        applicants_own(case, AgentScope.EVERYTHING)
        _withdraw(case, item)
        advance(case)
        case.ring(Fact.ITEM_WITHDRAWN)
    return item


def _withdraw(case: moves.Case, item: WorkItem, because: str = "") -> None:
    answered(case, item)
    data: dict[str, Any] = {"because": because} if because else {}
    moves.move_item(case, item, WorkItemStatus.WITHDRAWN, **data)
    redate(case, item)
