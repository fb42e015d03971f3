"""The chain: every transition becomes one event, linked to the one before it.

The head and the length live on the submission row, which is locked whenever an event is written, so
concurrent verbs on one case keep one unbroken chain, and a lost tail is noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import rfc8785
from django.db import transaction
from django.utils.translation import gettext as _

from .actors import Actor
from .models import Event, Submission, WorkItem

ALGORITHM: Final = "sha256/rfc8785/1"
_CHAIN: Final = ("token", "number", "chain_head", "chain_length")


def chained(
    submission: Submission,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    work_item: WorkItem | None = None,
    data: dict[str, Any] | None = None,
) -> Event:
    """The next event of the case, not yet stored; moves the head and length of ``submission``.

    The caller holds the submission's lock and stores both rows in one transaction.
    """
    event = Event(
        submission=submission,
        work_item=work_item,
        sequence=submission.chain_length + 1,
        kind=kind,
        actor=by.as_json(),
        data=data or {},
        at=at,
        algorithm=ALGORITHM,
        previous=submission.chain_head,
    )
    event.digest = digest(event, case=submission.token.hex, item=work_item.key if work_item else "")
    submission.chain_head, submission.chain_length = event.digest, event.sequence
    return event


def digest(event: Event, *, case: str, item: str) -> str:
    """SHA-256, in hex, over the canonical JSON of everything the event says."""
    content = {
        "case": case,
        "item": item,
        "sequence": event.sequence,
        "kind": event.kind,
        "actor": event.actor,
        "data": event.data,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "algorithm": event.algorithm,
        "previous": event.previous,
    }
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing wrong with one case's chain; ``event_id`` is None where a row is missing."""

    case: str
    sequence: int
    event_id: int | None
    problem: str

    def __str__(self) -> str:
        row = f"casework_event id={self.event_id}" if self.event_id else _("缺失的记录")
        return f"{self.case} #{self.sequence} ({row}): {self.problem}"


def breaks(submissions: Iterable[Submission]) -> Iterator[Break]:
    """The first broken link of each case, and every chain shorter than its case says.

    A case goes on while it is read: what looks broken is read again with the case locked.
    """
    for submission in submissions:
        found = _first_break(submission) and _first_break_at_rest(submission.pk)
        if found:
            yield found


@transaction.atomic
def _first_break_at_rest(submission_id: int) -> Break | None:
    locked = Submission.objects.select_for_update().only(*_CHAIN)
    return _first_break(locked.get(pk=submission_id))


def _first_break(submission: Submission) -> Break | None:
    case, head, sequence = str(submission), "", 0
    for event in submission.events.select_related("work_item").order_by("sequence"):
        sequence += 1
        if event.sequence != sequence:
            return Break(case, sequence, None, _("记录缺失，链条在此中断"))
        item = event.work_item.key if event.work_item else ""
        if event.previous != head:
            return Break(case, sequence, event.pk, _("与上一条记录不相衔接"))
        if event.digest != digest(event, case=submission.token.hex, item=item):
            return Break(case, sequence, event.pk, _("内容与摘要不符，记录被改动过"))
        head = event.digest
    if sequence != submission.chain_length:
        return Break(case, sequence + 1, None, _("末尾记录缺失，链条比办件登记的短"))
    if head != submission.chain_head:
        return Break(case, sequence, None, _("链尾与办件登记的不一致"))
    return None
