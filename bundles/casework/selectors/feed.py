"""One feed for everything that follows along: ordered, complete, behind nobody's back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.expressions import Func

from bundles.casework.models import Event
from bundles.casework.models.event import Xid8Field


class OldestRunning(Func):
    """The transaction id below which nothing can appear any more."""

    template = "pg_snapshot_xmin(pg_current_snapshot())"
    arity = 0
    output_field = Xid8Field()


@dataclass(frozen=True, slots=True)
class Position:
    """How far a reader has come; the start is ``Position(0, 0)``."""

    xid: int
    id: int


def events_after(position: Position) -> QuerySet[Event]:
    """Events in the order ``(xid, id)``, never one that a slower transaction could still precede
    (T24).
    """
    behind = Q(xid=position.xid, id__gt=position.id) | Q(xid__gt=position.xid)
    return Event.objects.filter(behind, xid__lt=OldestRunning()).order_by("xid", "id")
