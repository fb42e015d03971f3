"""A department says no: with grounds, by two officials, served at once."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import ReasonMissing, SecondOfficialNeeded
from bundles.casework.models import Outcome, WorkItem
from bundles.casework.states import WorkItemStatus
from bundles.casework.words import fit_for_paper
from departments.models import Officer

from . import moves
from .advancing import advance
from .deciding import decide
from .permissions import departments_own


def reject(work_item_id: int, *, seen: int, grounds: str, opinion: str = "", by: Actor) -> WorkItem:
    """Reject one department's part; only the items that need it are cancelled with it.

    The officer who claimed the item is its reviewer; ``by`` must be another person of the
    department with the power to decide (domain facts §3.13). Raises ``SecondOfficialNeeded``,
    ``ReasonMissing``, ``NotForPaper`` and what ``approve`` raises.
    """
    if not grounds.strip():
        raise ReasonMissing
    fit_for_paper(grounds, opinion)
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        departments_own(case, item, "reviewer", "decider")
        if item.state is WorkItemStatus.CLAIMED and (
            item.officer == by.id or not by.may("decider")
        ):
            raise SecondOfficialNeeded
        moves.move_item(case, item, WorkItemStatus.REJECTED, reviewer=item.officer)
        decide(
            case,
            item,
            Outcome.REJECTED,
            grounds=grounds,
            opinion=opinion,
            reviewed_by=_reviewer(item),
        ).save(force_insert=True)
        advance(case)
        case.ring(Fact.ITEM_REJECTED)
    return item


def _reviewer(item: WorkItem) -> Actor:
    officer = Officer.objects.select_related("department", "hall").get(number=item.officer)
    return Actor.for_officer(officer)
