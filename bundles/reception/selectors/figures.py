"""How long people waited and were served: rows first, then what they say together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.db.models import QuerySet

from bundles.reception.models import Ticket
from bundles.reception.states import TicketState


def taken(hall_id: int, first: date, last: date) -> QuerySet[Ticket]:
    """The numbers of some days."""
    return Ticket.objects.filter(hall=hall_id, day__range=(first, last)).select_related("window")


def called(hall_id: int, first: date, last: date) -> QuerySet[Ticket]:
    """Those that were called: their waiting is over."""
    return taken(hall_id, first, last).filter(first_called_at__isnull=False)


def served(hall_id: int, first: date, last: date) -> QuerySet[Ticket]:
    """Those that were served to the end."""
    return taken(hall_id, first, last).filter(
        state=TicketState.DONE, serving_at__isnull=False, finished_at__isnull=False
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Minutes: half of them stayed under ``median``, nine out of ten under ``p90``."""

    count: int
    median: float
    p90: float


def spread(minutes: Iterable[float]) -> Spread | None:
    """None of nothing. The nearest rank, so that every figure is somebody's real time."""
    ordered = sorted(minutes)
    if not ordered:
        return None
    return Spread(len(ordered), _rank(ordered, 0.5), _rank(ordered, 0.9))


def waited(ticket: Ticket) -> float:
    """Minutes from taking the number to the first call."""
    assert ticket.first_called_at is not None
    return max((ticket.first_called_at - ticket.taken_at).total_seconds() / 60, 0.0)


def lasted(ticket: Ticket) -> float:
    """Minutes at the window."""
    assert ticket.serving_at is not None
    assert ticket.finished_at is not None
    return max((ticket.finished_at - ticket.serving_at).total_seconds() / 60, 0.0)


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]
