"""Where and when a filing came in, as its receipt states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bundles.casework.models import Event, Filing
from departments.models import Hall

ONLINE: Final = "网上大厅"


@dataclass(frozen=True, slots=True)
class Received:
    """``channel`` in words; ``at`` of a first filing is the moment from which the clocks count."""

    channel: str
    at: datetime


def received(filing: Filing) -> Received:
    """Read from the ledger, which keeps who filed; later moves of the case change nothing in it.

    An official handed in for whoever stood before them, in the hall where they sit. What was taken
    in without a network came in then and there, whoever filed it afterwards.
    """
    events = Event.objects.filter(submission=filing.submission_id).order_by("sequence")
    filed = events.filter(at=filing.filed_at, data__filing=filing.review_hash).first()
    if filed is None:
        return Received(ONLINE, filing.filed_at)
    if "received_at" not in filed.data:
        return Received(_channel(filed), filing.filed_at)
    taken_in = events.filter(kind="submission.received_offline").first()
    return Received(_channel(taken_in or filed), datetime.fromisoformat(filed.data["received_at"]))


def _channel(event: Event) -> str:
    hall = Hall.objects.filter(code=event.actor.get("hall", "")).first()
    return f"{hall.name}窗口" if hall else ONLINE
