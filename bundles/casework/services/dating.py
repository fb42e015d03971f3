"""Copies of due dates, rebuilt from what happened."""

from __future__ import annotations

from bundles.casework.clock import lengthened, read
from bundles.casework.models import Event, WorkItem
from bundles.casework.selectors.moments import MARKS, limits_of, moments_of
from bundles.casework.states import SubmissionStatus
from departments.limits import Limit

from .leaving_out import lost_of
from .moves import Case
from .planning import plan_filed


def redate(case: Case, item: WorkItem) -> None:
    """Set the item's due dates anew from its events, those of this transaction included."""
    moments = moments_of([*item.events.order_by("sequence"), *case.noted(item)])
    reading = read(moments, limits_of(case.definition(item), item), case.calendar, case.at)
    if reading:
        item.promised_due, item.legal_due = reading.promised.at, reading.legal.at
        item.due_provisional = reading.promised.provisional or reading.legal.provisional


def promise(case: Case) -> None:
    """Set the case's own due dates from its acceptance: the latest of the items that hold the
    results together, each with the time its clock has stood still.
    """
    submission = case.submission
    start = submission.accepted_at
    assert start is not None
    planned = plan_filed(case, start=start, limits=_limits(case), without=lost_of(case))
    submission.promised_due, submission.legal_due = planned.promised.at, planned.legal.at
    submission.due_provisional = planned.promised.provisional or planned.legal.provisional


def _limits(case: Case) -> dict[str, tuple[Limit, Limit]]:
    """Promised and legal limit of every item whose clock has stood still for a while."""
    if case.submission.state is not SubmissionStatus.IN_REVIEW:
        return {}
    stored = case.submission.events.filter(kind__in=MARKS, work_item__isnull=False)
    events: dict[int, list[Event]] = {item.pk: case.noted(item) for item in case.items}
    for event in stored.order_by("sequence"):
        events[event.work_item_id or 0].append(event)
    found = {}
    for item in case.items:
        usual = limits_of(case.definition(item), item)
        longer = lengthened(moments_of(events[item.pk]), usual, case.calendar)
        if longer != usual:
            found[item.key] = (longer.promised, longer.legal)
    return found
