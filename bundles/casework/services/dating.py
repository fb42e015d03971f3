"""Copies of due dates, rebuilt from what happened."""

from __future__ import annotations

from django.utils import timezone

from bundles.casework.clock import read
from bundles.casework.models import WorkItem
from bundles.casework.selectors.moments import limits_of, moments_of
from bundles.catalogue.plan import plan

from .moves import Case


def redate(case: Case, item: WorkItem) -> None:
    """Set the item's due dates anew from its events, those of this transaction included."""
    moments = moments_of([*item.events.order_by("sequence"), *case.noted(item)])
    reading = read(moments, limits_of(case.definition(item)), case.calendar, case.at)
    if reading:
        item.promised_due, item.legal_due = reading.promised.at, reading.legal.at
        item.due_provisional = reading.promised.provisional or reading.legal.provisional


def promise(case: Case) -> None:
    """Set the case's own due dates from its acceptance: the latest of the items that hold the
    results together.
    """
    submission = case.submission
    start = submission.accepted_at
    assert start is not None
    planned = plan(
        case.version,
        submission.filings.latest("sequence").content["answers"],
        on=timezone.localdate(start),
        calendar=case.calendar,
        start=start,
    )
    submission.promised_due, submission.legal_due = planned.promised.at, planned.legal.at
    submission.due_provisional = planned.promised.provisional or planned.legal.provisional
