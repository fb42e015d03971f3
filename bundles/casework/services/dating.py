"""Copies of due dates, rebuilt from what happened."""

from __future__ import annotations

from bundles.casework.clock import read
from bundles.casework.models import WorkItem
from bundles.casework.selectors.moments import limits_of, moments_of

from .moves import Case


def redate(case: Case, item: WorkItem) -> None:
    """Set the item's due dates anew from its events, those of this transaction included."""
    moments = moments_of([*item.events.order_by("sequence"), *case.noted(item)])
    reading = read(moments, limits_of(case.definition(item)), case.calendar, case.at)
    if reading:
        item.promised_due, item.legal_due = reading.promised.at, reading.legal.at
        item.due_provisional = reading.promised.provisional or reading.legal.provisional
