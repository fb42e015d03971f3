"""A department does not accept its item (不予受理): not its business, or not one at all."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import MoveNotAllowed, ReasonMissing
from bundles.casework.models import Outcome, WorkItem
from bundles.casework.states import WorkItemStatus
from bundles.casework.words import fit_for_paper

from . import moves
from .advancing import advance
from .dating import redate
from .deciding import decide
from .permissions import claimants_own


def not_accept(
    work_item_id: int, *, seen: int, grounds: str, competent: str = "", by: Actor
) -> WorkItem:
    """Do not accept one department's part; only the items that need it are cancelled with it.

    ``competent`` names whose business it is instead, when it is none of the department's
    (Administrative Licensing Law art. 32). Raises ``ReasonMissing``, ``NotForPaper`` and what
    ``claim`` raises; what was claimed is its claimant's.
    """
    if not grounds.strip():
        raise ReasonMissing
    fit_for_paper(grounds, competent)
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        claimants_own(case, item, "reviewer", "decider")
        if item.state is WorkItemStatus.WAITING:  # not theirs yet: it waits for another item
            raise MoveNotAllowed(status=item.status, to=WorkItemStatus.NOT_ACCEPTED)
        moves.move_item(case, item, WorkItemStatus.NOT_ACCEPTED)
        decision = decide(case, item, Outcome.NOT_ACCEPTED, grounds=grounds)
        decision.competent = competent.strip()
        decision.save(force_insert=True)
        redate(case, item)
        advance(case)
        case.ring(Fact.ITEM_NOT_ACCEPTED)
    return item
