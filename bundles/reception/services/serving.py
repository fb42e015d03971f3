"""Serving whoever holds a number."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.reception.exceptions import TicketMoved
from bundles.reception.models import Ticket
from bundles.reception.services.moving import move, own
from bundles.reception.states import TicketState


@transaction.atomic
def serve(ticket_id: int, *, by: Actor, submission_id: int | None = None) -> Ticket:
    """The person is at the window; with ``submission_id``, this is the case taken in for them.

    May be said again: the time of the first stands, the case is filled in when there is one.
    Raises ``TicketMoved`` for a number that is neither called nor being served.
    """
    ticket = own(ticket_id, by=by)
    now = timezone.now()
    if ticket.standing is TicketState.CALLED:
        move(ticket, TicketState.SERVING, kind="serving", by=by.id, at=now, serving_at=now)
    elif ticket.standing is not TicketState.SERVING:
        raise TicketMoved
    if submission_id is not None and ticket.submission_id != submission_id:
        ticket.submission = Submission.objects.only("pk").get(pk=submission_id)
        ticket.save(update_fields=["submission"])
    return ticket


@transaction.atomic
def finish(ticket_id: int, *, by: Actor) -> Ticket:
    """Done; the window is free. A number that was only called counts as served this moment.

    Again changes nothing.
    """
    ticket = own(ticket_id, by=by)
    if ticket.standing is TicketState.DONE:
        return ticket
    now = timezone.now()
    if ticket.standing is TicketState.CALLED:
        move(ticket, TicketState.SERVING, kind="serving", by=by.id, at=now, serving_at=now)
    return move(ticket, TicketState.DONE, kind="done", by=by.id, at=now, finished_at=now)
