"""What the bells missed: the ledger's feed is followed, and nobody is left untold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bundles.casework.models import Event
from bundles.casework.selectors.feed import Position, events_after
from portal.notices.kinds import kind_of
from portal.notices.models import Follower, Notice

NAME: Final = "notices"
STEP: Final = 500
"""Events looked at in one step."""

STEPS: Final = 200
"""Steps of one round at most; the next round goes on from there."""


def untold(now: datetime) -> Iterable[int]:
    """Ids of cases with a fact their applicant was not told of, for the sweep to ring again.

    The place in the feed moves on over what has been told, and stops before what has not.
    """
    for _step in range(STEPS):
        row, _created = Follower.objects.get_or_create(name=NAME)
        events = list(
            events_after(Position(row.xid, row.event_id)).only(
                "id", "xid", "kind", "data", "submission_id"
            )[:STEP]
        )
        missing = _missing(events)
        told = next((n for n, event in enumerate(events) if event.pk in missing), len(events))
        if told:
            last = events[told - 1]
            Follower.objects.filter(name=NAME, xid=row.xid, event_id=row.event_id).update(
                xid=last.xid, event_id=last.pk
            )
        if missing:
            return sorted({event.submission_id for event in events if event.pk in missing})
        if len(events) < STEP:
            break
    return []


def _missing(events: list[Event]) -> set[int]:
    """Events that call for a message and have none."""
    wanted = {f"event:{event.pk}": event.pk for event in events if kind_of(event)}
    there = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    return {pk for key, pk in wanted.items() if key not in there}
