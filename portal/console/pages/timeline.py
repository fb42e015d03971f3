"""What happened to a case, newest first, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bundles.casework.actors import MACHINE
from bundles.casework.models import Event
from bundles.catalogue.definition import Version
from portal.console.pages.words import BY_ITSELF, sentence, who


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime
    who: str
    what: str
    item: str


def timeline(version: Version, events: Iterable[Event]) -> tuple[Happening, ...]:
    """``events`` in any order, with their work items at hand."""
    ordered = sorted(events, key=lambda event: event.sequence, reverse=True)
    return tuple(happening(version, event) for event in ordered)


def happening(version: Version, event: Event) -> Happening:
    item = version.items_by_key.get(event.work_item.key) if event.work_item else None
    return Happening(
        at=event.at,
        who=who(MACHINE.as_json() if event.kind in BY_ITSELF else event.actor),
        what=sentence(event.kind, event.data),
        item=str(item.name) if item else "",
    )


def since(submission_id: int, *, seen: int, current: int) -> list[Event]:
    """The moves of the case itself since version ``seen``, oldest first."""
    missed = min(max(current - seen, 0), 20)
    moves = Event.objects.filter(
        submission=submission_id, work_item__isnull=True, data__has_key="to"
    ).order_by("-sequence")[:missed]
    return list(reversed(moves))
