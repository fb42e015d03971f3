"""What follows by itself when a promise nears its day, passes it, or is kept by another item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from bundles.casework.actors import MACHINE
from bundles.casework.bells import Fact
from bundles.casework.models import LaterEnding, LaterPromise, MachineStep, WorkItem
from bundles.casework.states import SubmissionStatus, WorkItemStatus

from . import moves
from .promise_later import end_promise, needing

CHASE_AFTER: Final = timedelta(days=7)
"""How long after its last day the applicant is told once more (ours)."""

STEP: Final = "later"
BATCH: Final = 1000
_OVER_WITHOUT: Final = frozenset(
    {
        *(WorkItemStatus.REJECTED, WorkItemStatus.NOT_ACCEPTED),
        *(WorkItemStatus.CANCELLED, WorkItemStatus.WITHDRAWN),
    }
)


def due_to_follow(now: datetime) -> Iterable[int]:
    """Cases with a promise about which there is something to do; for the sweep.

    It asks for what is due and not what day it is: rounds that were missed are made up for (T4).
    """
    stalled = MachineStep.objects.filter(
        submission=OuterRef("submission"), name=STEP, stalled_at__isnull=False
    )
    return (
        LaterPromise.objects.filter(_due(timezone.localdate(now)))
        .exclude(Exists(stalled))
        .order_by("submission_id")
        .values_list("submission_id", flat=True)
        .distinct()[:BATCH]
    )


def _due(today: date) -> Q:
    """Each half names what the index of its own is kept for."""
    promised = Q(ended_at__isnull=True, due_on__isnull=False, chased_at__isnull=True)
    not_lapsed = Q(lapsed_at__isnull=True)
    by_promise = (
        Q(not_lapsed, reminded_at__isnull=True, remind_on__lte=today)
        | Q(not_lapsed, due_on__lt=today)
        | Q(lapsed_at__isnull=False, due_on__lte=today - CHASE_AFTER)
    )
    return (promised & by_promise) | Q(
        ended_at__isnull=True, order_missed_at__isnull=True, ordered_until__lt=today
    )


def follow_promises(submission_id: int) -> int:
    """Remind, let lapse and chase what is due of one case; how many. A second time does nothing."""
    with moves.opened(submission_id, by=MACHINE) as case:
        today = timezone.localdate(case.at)
        found = list(case.submission.later_promises.filter(_due(today)).order_by("id"))
        for promise in found:
            _follow(case, promise, today)
        if found:
            case.ring(Fact.LATER_CHANGED)
    return len(found)


def _follow(case: moves.Case, promise: LaterPromise, today: date) -> None:
    items = needing(case, promise)
    assert promise.due_on is not None
    if _nobody_needs(case, items):
        end_promise(case, promise, LaterEnding.NOT_NEEDED)
        return
    told = {"material": promise.material_key, "until": promise.due_on.isoformat()}
    if promise.ordered_until is not None and promise.ordered_until < today:
        _miss_order(case, promise, promise.ordered_until)
    elif promise.lapsed_at is not None:
        promise.chased_at = case.at
        case.record("later.chased", told)
    elif promise.due_on < today:
        promise.lapsed_at = case.at
        case.record("later.lapsed", told)
        for item in items:
            case.touch(item)
            case.record("work_item.later_lapsed", told, item=item)
    else:
        promise.reminded_at = case.at
        case.record("later.reminded", told)
    promise.save(update_fields=["reminded_at", "lapsed_at", "chased_at", "order_missed_at"])


def _miss_order(case: moves.Case, promise: LaterPromise, until: date) -> None:
    """The item that ordered it hears that it did not come: what follows is its department's."""
    promise.order_missed_at = case.at
    promise.chased_at = promise.chased_at or case.at  # an order passed over says more than a word
    orders = case.submission.events.filter(
        kind="work_item.later_ordered", data__material=promise.material_key
    )
    ordering = orders.latest("sequence").work_item
    assert ordering is not None
    item = case.item(ordering.pk)
    case.touch(item)
    told = {"material": promise.material_key, "until": until.isoformat()}
    case.record("work_item.later_order_missed", told, item=item)


def _nobody_needs(case: moves.Case, items: list[WorkItem]) -> bool:
    if case.submission.state in (SubmissionStatus.WITHDRAWN, SubmissionStatus.LAPSED):
        return True
    return bool(items) and all(item.state in _OVER_WITHOUT for item in items)


def pass_on_result(case: moves.Case, decided: WorkItem) -> None:
    """A result has come: it keeps the promises it takes the place of, and reaches the items that
    did not wait for it.
    """
    reached = {
        item.pk: item
        for item in case.items
        if not item.is_settled
        and item.state is not WorkItemStatus.WAITING
        and any(need.soft and need.item == decided.key for need in case.definition(item).needs)
    }
    promises = case.submission.later_promises.filter(by_item=decided.key, ended_at__isnull=True)
    for promise in promises:
        end_promise(case, promise, LaterEnding.PRODUCED)
        reached |= {item.pk: item for item in needing(case, promise)}
        case.ring(Fact.LATER_CHANGED)
    for item in reached.values():
        case.touch(item)
        case.record("work_item.result_arrived", {"prior_item": decided.key}, item=item)
