"""A department says yes."""

from __future__ import annotations

from typing import Any

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.commitment_exceptions import DeciderNeeded
from bundles.casework.models import Outcome, WorkItem
from bundles.casework.results import check_result
from bundles.casework.states import WorkItemStatus

from . import moves
from .advancing import advance, keep_delivery_limit
from .deciding import decide
from .follow_promises import pass_on_result
from .follow_up import open_follow_up
from .permissions import claimants_own


def approve(
    work_item_id: int, *, seen: int, result: dict[str, Any], opinion: str = "", by: Actor
) -> WorkItem:
    """Approve one department's part; the last one settled sends the case on to issuance.

    ``seen`` is the version the officer looked at; ``result`` must satisfy the item's result schema
    and is at once visible to the items that declare it. Raises ``ResultInvalid`` with every
    problem, ``StaleVersion`` when the item has changed since, ``ClaimedByAnother`` and
    ``NotYours`` when it is not theirs, ``MoveNotAllowed`` when it is no longer theirs to decide (a
    second approval included).

    What goes by commitment is decided at once, straight from the queue, by a decider (else
    ``DeciderNeeded``), and its follow-up check begins.
    """
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        claimants_own(case, item, "reviewer", "decider")
        if item.by_commitment:
            _at_once(case, item)
        moves.move_item(case, item, WorkItemStatus.APPROVED)
        definition = case.definition(item)
        check_result(definition, result)
        decision = decide(case, item, Outcome.APPROVED, result=result, opinion=opinion)
        keep_delivery_limit(case, decision, definition.delivery)
        decision.save(force_insert=True)
        pass_on_result(case, item)
        if item.by_commitment:
            open_follow_up(case, item)
        advance(case)
        case.ring(Fact.ITEM_APPROVED)
    return item


def _at_once(case: moves.Case, item: WorkItem) -> None:
    """A decider answers by name for what is decided on somebody's word; nobody reviews it first."""
    if not case.by.may("decider"):
        raise DeciderNeeded
    if item.state is WorkItemStatus.QUEUED:
        item.officer = case.by.id
        moves.move_item(case, item, WorkItemStatus.CLAIMED)
