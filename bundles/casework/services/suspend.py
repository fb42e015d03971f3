"""A special procedure (特别程序) stops both clocks, and starts them again."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import ReasonMissing
from bundles.casework.models import WorkItem
from bundles.casework.states import WorkItemStatus

from . import moves
from .advancing import was_taken_back
from .dating import promise, redate
from .permissions import claimants_own, departments_own


def suspend(work_item_id: int, *, seen: int, procedure: str, by: Actor) -> WorkItem:
    """Begin a hearing, test or expert review; ``procedure`` is its code, kept in the ledger."""
    if not procedure.strip():
        raise ReasonMissing
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        claimants_own(case, item, "reviewer", "decider")
        moves.move_item(case, item, WorkItemStatus.SUSPENDED, procedure=procedure.strip()[:64])
        case.ring(Fact.ITEM_SUSPENDED)
    return item


def resume(work_item_id: int, *, seen: int, by: Actor) -> WorkItem:
    """Go on: both due dates move by the working time the item stood still (T5)."""
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        departments_own(case, item, "reviewer", "decider")
        moves.move_item(
            case,
            item,
            WorkItemStatus.CLAIMED,
            kind="work_item.resumed",
            only_from=WorkItemStatus.SUSPENDED,
        )
        if was_taken_back(item):
            moves.move_item(case, item, WorkItemStatus.CORRECTION)
        redate(case, item)
        promise(case)
        case.ring(Fact.ITEM_RESUMED)
    return item
