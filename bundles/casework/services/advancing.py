"""What follows by itself, in the same transaction, when a work item has been opened or settled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from bundles.casework.bells import Fact
from bundles.casework.models import Decision, WorkItem
from bundles.casework.promises import may_promise
from bundles.casework.states import SETTLED, SubmissionStatus, WorkItemStatus
from departments.limits import Limit

from .asked import answered
from .moves import Case, move, move_item

_MARGIN: Final = timedelta(minutes=30)
"""How long before a delivery limit of less than two days results are issued without waiting, and
how long a decision waits at least for others; half of what is left when that is less (ours).
"""


def advance(case: Case) -> None:
    """Queue what has become possible, cancel what has become impossible, and close the review.

    Items stand in the order of the plan, every item after those it needs, so one pass reaches all.
    """
    for item in case.items:
        if item.state is WorkItemStatus.WAITING:
            _release_or_cancel(case, item)
    if all(item.is_settled for item in case.items):
        move(case, SubmissionStatus.DECIDED)
        case.ring(Fact.DECIDED)
    else:
        _let_results_out(case)


def _release_or_cancel(case: Case, item: WorkItem) -> None:
    wanted = set(case.waits_for(item))
    needed = [other for other in case.items if other.key in wanted]
    failed = [
        other
        for other in needed
        if other.state in SETTLED and other.state is not WorkItemStatus.APPROVED
    ]
    if failed:
        because = "prior_item_" + failed[0].status
        answered(case, item)  # nobody can hand in any more what was asked of it while it waited
        move_item(case, item, WorkItemStatus.CANCELLED, because=because, prior_item=failed[0].key)
    elif all(other.state is WorkItemStatus.APPROVED for other in needed):
        queue(case, item)


def queue(case: Case, item: WorkItem) -> None:
    """Put the item into its department's queue; its own decision clock starts now.

    What the law accepted started at its receipt: the window's silence is not the applicant's loss.
    """
    definition = case.definition(item)
    start = case.at
    told: dict[str, Any] = {}
    if case.submission.deemed_accepted and not case.waits_for(item):
        start = case.submission.accepted_at or case.at
        told = {"since": start.isoformat()}
    promising, lawful = definition.limits(by_commitment=item.by_commitment)
    promised, legal = case.calendar.due(start, promising), case.calendar.due(start, lawful)
    item.queued_at = case.at
    item.promised_due, item.legal_due = promised.at, legal.at
    item.due_provisional = promised.provisional or legal.provisional
    move_item(case, item, WorkItemStatus.QUEUED, **told)
    if item.key in may_promise(case.version) and was_taken_back(item):
        move_item(case, item, WorkItemStatus.CORRECTION)


def was_taken_back(item: WorkItem) -> bool:
    """Its promise, while it stood still: what has to be handed in instead is not there yet."""
    return item.corrections.filter(answered_at__isnull=True).exists()


def _let_results_out(case: Case) -> None:
    """Items that hold nobody back get a short gathering time; then the others are issued without
    them.

    Without a moment there is nothing that waits to go out: a decision sets one, a batch takes it.
    """
    if case.submission.issue_at is None:
        return
    held = [item for item in case.items if case.definition(item).holds_issuance]
    if not all(item.is_settled for item in held):
        return
    issue_no_later_than(case, case.at + timedelta(minutes=case.version.gather_minutes))


def keep_delivery_limit(case: Case, decision: Decision, limit: Limit) -> None:
    """Each result reaches its holder within its own limit: waiting for other items is no excuse."""
    due = case.calendar.due(case.at, limit)
    decision.delivery_due = due.at
    if limit.amount >= 2:
        latest = case.calendar.due(case.at, Limit(limit.amount - 1, limit.day_kind)).at
    else:
        latest = due.at - _MARGIN
    soonest = case.at + min(_MARGIN, (due.at - case.at) / 2)
    issue_no_later_than(case, max(latest, soonest))


def issue_no_later_than(case: Case, moment: datetime) -> None:
    """Bring the moment forward from which issuance may take what is decided; never push it back."""
    submission = case.submission
    if submission.issue_at is None or moment < submission.issue_at:
        submission.issue_at = moment
    if submission.issue_at <= case.at:
        case.ring(Fact.READY)
