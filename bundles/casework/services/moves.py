"""Does it move? The only file that assigns a status, private to casework.

A transition is written once: lock the case, check the version and the table, assign, record one
event, and after commit ring the bell. The submission is always locked before its work items are
read: without that, simultaneous last approvals leave a case in review for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import structlog
from django.db import transaction
from django.utils import timezone

from bundles.casework import ledger
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact, ring_after_commit
from bundles.casework.exceptions import MoveNotAllowed, NoSuchCase, StaleVersion
from bundles.casework.models import Event, Submission, WorkItem
from bundles.casework.states import (
    SETTLED,
    SUBMISSION_MOVES,
    WORK_ITEM_MOVES,
    SubmissionStatus,
    WorkItemStatus,
)
from bundles.catalogue import versions
from bundles.catalogue.conditions import ALWAYS
from bundles.catalogue.definition import Item, Version
from bundles.catalogue.ordering import waited_for
from bundles.catalogue.scenario import scenario
from departments.calendar import Calendar
from departments.selectors import calendar_for

log = structlog.get_logger(__name__)

_SEALED: Final = ("answers", "refusal")
_SUBMISSION_FIELDS: Final = (
    *("number", "hall", "taken_in_at", "forwarded_at"),
    *("status", "revision", "received_at", "submitted_at", "accepted_at", "decided_at"),
    *("clerk", "clerk_since", "deemed_at", "deemed_accepted"),
    *("issued_at", "closed_at", "issue_at", "promised_due", "legal_due", "due_provisional"),
    *("chain_head", "chain_length"),
)
_ITEM_FIELDS: Final = (
    *("status", "revision", "officer", "queued_at", "settled_at", "by_commitment"),
    *("promised_due", "legal_due", "due_provisional"),
)
_STAMPS: Final = {
    SubmissionStatus.SUBMITTED: "submitted_at",
    SubmissionStatus.ACCEPTED: "accepted_at",
    SubmissionStatus.DECIDED: "decided_at",
    SubmissionStatus.ISSUED: "issued_at",
    SubmissionStatus.CLOSED: "closed_at",
}


class Case:
    """One locked case on the desk: its rows, who acts, when, and what has been noted so far."""

    def __init__(self, submission: Submission, *, by: Actor) -> None:
        self.submission = submission
        self.by = by
        self.at: datetime = timezone.now()
        self._events: list[Event] = []
        self._touched: dict[int, WorkItem] = {}

    @cached_property
    def items(self) -> list[WorkItem]:
        """All work items in the order of the plan, read after the lock was taken."""
        return list(WorkItem.objects.filter(submission=self.submission).order_by("position"))

    @cached_property
    def version(self) -> Version:
        return versions.version(self.submission.version_id)

    @cached_property
    def calendar(self) -> Calendar:
        return calendar_for(self.version.division.code)

    def item(self, work_item_id: int) -> WorkItem:
        return next(item for item in self.items if item.pk == work_item_id)

    def definition(self, item: WorkItem) -> Item:
        return self.version.item(item.key)

    @cached_property
    def scenario(self) -> Mapping[str, Any]:
        """The answers the case was filed with, as conditions name them."""
        content = self.submission.filings.latest("sequence").content
        return scenario(self.version, content["answers"], barred=bool(content.get("barred")))

    def waits_for(self, item: WorkItem) -> tuple[str, ...]:
        """The keys of the case's own items without whose results this one does not begin."""
        definition, opened = self.definition(item), {one.key for one in self.items}
        if all(need.when == ALWAYS for need in definition.needs):  # without unsealing the answers
            return waited_for(definition, {}, opened)
        return waited_for(definition, self.scenario, opened)

    def touch(self, item: WorkItem) -> None:
        """Note a change the department can see: its version moves on."""
        item.revision += 1
        self._touched[item.pk] = item

    def record(
        self, kind: str, data: dict[str, Any] | None = None, *, item: WorkItem | None = None
    ) -> None:
        """Add one event to the case's chain; ``data`` holds codes, ids and hashes only."""
        event = ledger.chained(
            self.submission, kind, by=self.by, at=self.at, work_item=item, data=data
        )
        self._events.append(event)

    def noted(self, item: WorkItem) -> list[Event]:
        """What this transaction has recorded of one item so far."""
        return [event for event in self._events if event.work_item is item]

    def ring(self, fact: Fact) -> None:
        ring_after_commit(fact, self.submission.pk)

    def put_away(self) -> None:
        """Store everything noted, in as many statements as there are tables.

        Nothing on the case's own row changes without an event.
        """
        if len(self._touched) == 1:  # the usual case, at a third of the cost
            next(iter(self._touched.values())).save(update_fields=_ITEM_FIELDS)
        elif self._touched:
            WorkItem.objects.bulk_update(self._touched.values(), _ITEM_FIELDS)
        if self._events:
            Event.objects.bulk_create(self._events)
            self.submission.save(update_fields=_SUBMISSION_FIELDS)


@contextmanager
def opened(submission_id: int, *, by: Actor, seen: int | None = None) -> Iterator[Case]:
    """Lock a case, and on leaving store what was noted; all or nothing.

    Raises ``NoSuchCase``, and ``StaleVersion`` when ``seen`` is given and the case has changed
    since.
    """
    with transaction.atomic():
        case = Case(_locked(pk=submission_id), by=by)
        if seen is not None and seen != case.submission.revision:
            raise StaleVersion(seen=seen, current=case.submission.revision)
        yield case
        case.put_away()


@contextmanager
def opened_at_item(
    work_item_id: int, *, by: Actor, seen: int | None = None
) -> Iterator[tuple[Case, WorkItem]]:
    """Lock the case of a work item; ``seen`` is the item's version the officer looked at."""
    with transaction.atomic():
        case = Case(_locked(work_items=work_item_id), by=by)
        item = case.item(work_item_id)
        if seen is not None and seen != item.revision:
            raise StaleVersion(seen=seen, current=item.revision)
        yield case, item
        case.put_away()


def _locked(**lookup: int) -> Submission:
    try:
        submission = (
            Submission.objects.select_for_update(of=("self",)).defer(*_SEALED).get(**lookup)
        )
    except Submission.DoesNotExist:
        raise NoSuchCase from None
    structlog.contextvars.bind_contextvars(case=str(submission))
    return submission


def move(case: Case, to: SubmissionStatus, *, kind: str = "", **data: Any) -> None:
    """Move the case and record it; ``kind`` names the event when the new status does not say
    enough.

    Raises ``MoveNotAllowed`` when the table has no such move.
    """
    submission = case.submission
    if to not in SUBMISSION_MOVES[submission.state]:
        raise MoveNotAllowed(status=submission.status, to=to)
    came_from = submission.status
    submission.status = to
    submission.revision += 1
    submission.deemed_at = None
    if to in _STAMPS:
        setattr(submission, _STAMPS[to], case.at)
    case.record(kind or f"submission.{to.value}", {"from": came_from, "to": to.value, **data})


def move_item(
    case: Case,
    item: WorkItem,
    to: WorkItemStatus,
    *,
    kind: str = "",
    only_from: WorkItemStatus | None = None,
    **data: Any,
) -> None:
    """Move one work item of the case and record it. Raises ``MoveNotAllowed`` like ``move``.

    ``only_from`` is for a verb that means one of the ways to ``to`` and not the others: an item
    that waits for another reaches the queue too, but nobody releases it.
    """
    if to not in WORK_ITEM_MOVES[item.state] or only_from not in (None, item.state):
        raise MoveNotAllowed(status=item.status, to=to)
    came_from = item.status
    item.status = to
    if to in SETTLED:
        item.settled_at = case.at
    case.touch(item)
    case.record(
        kind or f"work_item.{to.value}", {"from": came_from, "to": to.value, **data}, item=item
    )
