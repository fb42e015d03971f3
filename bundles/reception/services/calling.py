"""Calling numbers to a window."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.reception.exceptions import (
    CallAgain,
    NobodyWaits,
    NoSuchTicket,
    NotAtWindow,
    TicketMoved,
    WindowBusy,
)
from bundles.reception.models import Ticket
from bundles.reception.selectors.waiting import waiting_for
from bundles.reception.services.moving import locked, move, note, own, own_window
from bundles.reception.states import AT_A_WINDOW, TicketState
from departments.models import Window
from departments.selectors import visit_rules


@transaction.atomic
def call_next(*, by: Actor) -> Ticket:
    """Call whoever is next for the window ``by`` sits at.

    Two windows that call at the same moment get two numbers: a row somebody holds is skipped.
    Raises ``NotAtWindow``, ``WindowBusy`` (a double click meets it), ``NobodyWaits``.
    """
    now = timezone.now()
    window = _free_window(by, now)
    ticket = (
        waiting_for(window, at=now)
        .select_for_update(skip_locked=True, of=("self",), no_key=True)
        .first()
    )
    if ticket is None:
        raise NobodyWaits
    return _call(ticket, window, by=by, at=now)


@transaction.atomic
def call(ticket_id: int, *, by: Actor) -> Ticket:
    """Call this one out of turn: who missed it and stands at the window, or asks for help."""
    now = timezone.now()
    if not Ticket.objects.filter(pk=ticket_id, hall__code=by.hall).exists():
        raise NoSuchTicket
    window = _free_window(by, now)
    ticket = locked(ticket_id, hall=by.hall)
    if ticket.standing is TicketState.MISSED:
        move(ticket, TicketState.WAITING, kind="back", by=by.id, at=now)
    return _call(ticket, window, by=by, at=now)


@transaction.atomic
def recall(ticket_id: int, *, by: Actor) -> Ticket:
    """Call a called number again."""
    ticket = own(ticket_id, by=by)
    if ticket.standing is not TicketState.CALLED:
        raise TicketMoved
    now = timezone.now()
    ticket.calls += 1
    ticket.called_at = now
    ticket.save(update_fields=["calls", "called_at"])
    note(ticket, "recalled", by=by.id, at=now)
    return ticket


@transaction.atomic
def no_show(ticket_id: int, *, by: Actor) -> Ticket:
    """Nobody came though called often enough. Raises ``CallAgain`` before that."""
    ticket = own(ticket_id, by=by)
    if ticket.standing is TicketState.CALLED and ticket.calls < visit_rules(ticket.hall_id).calls:
        raise CallAgain
    now = timezone.now()
    return move(ticket, TicketState.MISSED, kind="missed", by=by.id, at=now, finished_at=now)


@transaction.atomic
def put_back(ticket_id: int, *, by: Actor) -> Ticket:
    """Into the line again: a number called by mistake to its old place, a missed one to the end."""
    ticket = locked(ticket_id, hall=by.hall)
    if ticket.standing in AT_A_WINDOW:
        ticket = own(ticket_id, by=by)
    now = timezone.now()
    place = now if ticket.standing is TicketState.MISSED else ticket.queued_at
    return _wait_again(ticket, kind="back", by=by, at=now, queued_at=place)


@transaction.atomic
def transfer(ticket_id: int, *, to: int, by: Actor) -> Ticket:
    """Send a number on to another window of the hall, which calls it before any other."""
    ticket = own(ticket_id, by=by)
    window = Window.objects.filter(pk=to, hall__code=by.hall, is_open=True).first()
    if window is None or window.pk == ticket.window_id:
        raise NotAtWindow
    now = timezone.now()
    return _wait_again(ticket, kind="sent", by=by, at=now, for_window=window)


def _free_window(by: Actor, now: datetime) -> Window:
    """The caller's window, locked, with nobody at it. Raises ``NotAtWindow``, ``WindowBusy``."""
    window = own_window(by, at=now)
    _clear_yesterday(window, now)
    standing = Ticket.objects.filter(window=window, state__in=AT_A_WINDOW).first()
    if standing is not None:
        raise WindowBusy(standing)
    return window


def _call(ticket: Ticket, window: Window, *, by: Actor, at: datetime) -> Ticket:
    return move(
        ticket,
        TicketState.CALLED,
        kind="called",
        by=by.id,
        at=at,
        window=window,
        officer=by.id,
        calls=1,
        called_at=at,
        first_called_at=ticket.first_called_at or at,
        finished_at=None,
    )


def _wait_again(ticket: Ticket, *, kind: str, by: Actor, at: datetime, **changed: object) -> Ticket:
    cleared = {"window": None, "officer": "", "calls": 0, "finished_at": None, "serving_at": None}
    return move(ticket, TicketState.WAITING, kind=kind, by=by.id, at=at, **{**cleared, **changed})


def _clear_yesterday(window: Window, now: datetime) -> None:
    """What was left standing at the window on an earlier day no longer holds it."""
    left = Ticket.objects.select_for_update(no_key=True).filter(
        window=window, state__in=AT_A_WINDOW, day__lt=timezone.localdate(now)
    )
    for ticket in left:
        served = ticket.standing is TicketState.SERVING
        to = TicketState.DONE if served else TicketState.MISSED
        move(ticket, to, kind="cleared", by="portal", at=now)
