"""An officer takes an item from the queue, or puts it back."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem
from bundles.casework.states import WorkItemStatus

from . import moves
from .permissions import claimants_own, departments_own


def claim(work_item_id: int, *, seen: int, by: Actor) -> WorkItem:
    """Take the item in hand under the officer's own name.

    Raises ``StaleVersion``, ``NotYours``, and ``MoveNotAllowed`` when somebody else was quicker.
    """
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        departments_own(case, item, "reviewer", "decider")
        item.officer = by.id
        moves.move_item(case, item, WorkItemStatus.CLAIMED, only_from=WorkItemStatus.QUEUED)
    return item


def release(work_item_id: int, *, seen: int, by: Actor) -> WorkItem:
    """Put the item back into the department's queue; its clock runs on.

    The claimant does so, or the department's head for somebody who is away: nothing may wait for an
    officer who has left.
    """
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        if by.may("head"):
            departments_own(case, item, "head")
        else:
            claimants_own(case, item, "reviewer", "decider")
        moves.move_item(
            case,
            item,
            WorkItemStatus.QUEUED,
            kind="work_item.released",
            only_from=WorkItemStatus.CLAIMED,
        )
        item.officer = ""
    return item
