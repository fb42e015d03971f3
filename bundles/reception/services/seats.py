"""Sitting down at a window, and leaving it with nobody left standing there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.reception.exceptions import WindowBusy
from bundles.reception.models import Ticket
from bundles.reception.services.calling import put_back
from bundles.reception.states import AT_A_WINDOW, TicketState
from departments import shifts
from departments.models import Officer, Shift


@transaction.atomic
def sit_down(window_id: int, *, by: Actor) -> Shift:
    """Take a free window. Whoever sat elsewhere leaves that one first, as ``leave`` says."""
    _free(by)
    return shifts.sit_down(_officer(by), window_id, now=timezone.now())


@transaction.atomic
def leave(*, by: Actor) -> None:
    """Leave the window: who was called and has not come goes back to their place in the line.

    Raises ``WindowBusy`` while somebody is being served.
    """
    _free(by)
    shifts.stand_up(_officer(by), now=timezone.now())


def _free(by: Actor) -> None:
    standing = Ticket.objects.filter(
        officer=by.id, state__in=AT_A_WINDOW, day=timezone.localdate()
    ).first()
    if standing is None:
        return
    if standing.standing is TicketState.SERVING:
        raise WindowBusy(standing)
    put_back(standing.pk, by=by)


def _officer(by: Actor) -> Officer:
    return Officer.objects.select_related("hall__division").get(number=by.id)
