"""What the ledger says to the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone

from bundles.casework.clock import Limits, Mark, Moment, Reading, read
from bundles.casework.models import Event, WorkItem
from bundles.casework.states import SETTLED
from bundles.catalogue import versions
from bundles.catalogue.definition import Item
from departments.selectors import calendar_for

MARKS: Final = {
    "work_item.queued": Mark.STARTED,
    "work_item.suspended": Mark.SUSPENDED,
    "work_item.resumed": Mark.RESUMED,
    "work_item.correction": Mark.CORRECTION_ASKED,
    "work_item.resubmitted": Mark.CORRECTION_ANSWERED,
} | {f"work_item.{status.value}": Mark.SETTLED for status in SETTLED}
"""A released item goes back to the queue under a kind of its own: its clock runs on."""


def moments_of(events: Iterable[Event]) -> Iterator[Moment]:
    """The events that move or stop a work item's clock, each at the moment it counts from."""
    return (
        Moment(MARKS[event.kind], _counts_from(event)) for event in events if event.kind in MARKS
    )


def _counts_from(event: Event) -> datetime:
    """The event's own moment, but for what the law dates earlier (deemed acceptance)."""
    since = event.data.get("since")
    return datetime.fromisoformat(since) if since else event.at


def limits_of(definition: Item, item: WorkItem) -> Limits:
    """The item's own, or the shorter ones of what is decided on a promise."""
    promised, legal = definition.limits(by_commitment=item.by_commitment)
    return Limits(promised=promised, legal=legal)


def reading(work_item: WorkItem) -> Reading | None:
    """The clock of one work item now, from its events; None before its department has it."""
    version = versions.version(work_item.submission.version_id)
    moments = moments_of(work_item.events.order_by("sequence"))
    return read(
        moments,
        limits_of(version.item(work_item.key), work_item),
        calendar_for(version.division.code),
        timezone.now(),
    )
