"""A department that decided without a promised material orders it to be handed in."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import ReasonMissing
from bundles.casework.later_exceptions import NotLapsed, OrderDayPast
from bundles.casework.models import LaterPromise
from bundles.casework.states import WorkItemStatus
from bundles.casework.words import fit_for_paper

from . import moves
from .permissions import departments_own


def order_later(
    work_item_id: int, *, seen: int, material_key: str, until: date, order: str, by: Actor
) -> LaterPromise:
    """Order what was promised, not handed in, and decided without: by ``until``, in words.

    While the item is undecided the department asks for a correction instead. A second order
    replaces the first. Raises ``StaleVersion``, ``NotYours``, ``NotLapsed``, ``OrderDayPast``,
    ``ReasonMissing``, ``NotForPaper``.
    """
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        departments_own(case, item, "reviewer", "decider")
        if until <= timezone.localdate(case.at):
            raise OrderDayPast
        if not order.strip():
            raise ReasonMissing
        fit_for_paper(order)
        promise = case.submission.later_promises.filter(
            material_key=material_key, ended_at__isnull=True, lapsed_at__isnull=False
        ).first()
        looks_at = promise is not None and (
            item.key in promise.items or material_key in case.definition(item).materials
        )
        if promise is None or not looks_at or item.state is not WorkItemStatus.APPROVED:
            raise NotLapsed(item.status)
        promise.ordered_at, promise.ordered_by = case.at, by.as_json()
        promise.ordered_until, promise.order = until, order.strip()
        promise.order_missed_at = None
        promise.save(
            update_fields=["ordered_at", "ordered_by", "ordered_until", "order", "order_missed_at"]
        )
        case.touch(item)
        told = {"material": material_key, "until": until.isoformat()}
        case.record("work_item.later_ordered", told, item=item)
        case.ring(Fact.LATER_CHANGED)
    return promise
