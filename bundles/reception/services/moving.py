"""The one place where a number moves: check the table, assign, write down. Private to services."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.reception.exceptions import NoSuchTicket, NotAtWindow, TicketMoved, TicketOfAnother
from bundles.reception.models import Ticket, TicketEvent
from bundles.reception.states import MOVES, TicketState
from departments.models import Officer, Window
from departments.selectors import window_of


def move(
    ticket: Ticket, to: TicketState, *, kind: str, by: str, at: datetime, **changed: Any
) -> Ticket:
    """Move a locked number and write it down under ``kind``. Raises ``TicketMoved``."""
    if to not in MOVES[ticket.standing]:
        raise TicketMoved
    changed["state"] = to
    for name, value in changed.items():
        setattr(ticket, name, value)
    ticket.save(update_fields=[name.removesuffix("_id") for name in changed])
    note(ticket, kind, by=by, at=at)
    return ticket


def note(ticket: Ticket, kind: str, *, by: str, at: datetime) -> None:
    TicketEvent.objects.create(ticket=ticket, kind=kind, by=by, at=at, window_id=ticket.window_id)


def locked(ticket_id: int, *, hall: str) -> Ticket:
    """A number of today and this hall, locked. Raises ``NoSuchTicket``."""
    try:
        return Ticket.objects.select_for_update(of=("self",), no_key=True).get(
            pk=ticket_id, hall__code=hall, day=timezone.localdate()
        )
    except Ticket.DoesNotExist:
        raise NoSuchTicket from None


def own(ticket_id: int, *, by: Actor) -> Ticket:
    """A number that ``by`` called, locked. Raises ``NoSuchTicket``, ``TicketOfAnother``."""
    ticket = locked(ticket_id, hall=by.hall)
    if ticket.officer != by.id:
        raise TicketOfAnother
    return ticket


def own_window(by: Actor, *, at: datetime) -> Window:
    """The window ``by`` sits at, locked: one call at a time. Raises ``NotAtWindow``."""
    officer = Officer.objects.filter(number=by.id, hall__code=by.hall, is_active=True).first()
    window = window_of(officer, at) if officer else None
    if window is None:
        raise NotAtWindow
    return Window.objects.select_for_update(no_key=True).get(pk=window.pk)
