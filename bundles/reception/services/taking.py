"""Taking a number."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bundles.reception.exceptions import NoSuchLine, TooManyTickets
from bundles.reception.models import Kiosk, Ticket, TicketSeries
from bundles.reception.services.moving import note
from departments.models import Hall, TicketLine
from departments.selectors import visit_rules


@transaction.atomic
def take(
    hall: Hall,
    letter: str,
    *,
    by: str,
    bundle_code: str = "",
    priority: bool = False,
    due_at: datetime | None = None,
    kiosk: Kiosk | None = None,
) -> Ticket:
    """Draw the next number of a line for today; no two are alike.

    ``by`` is the clerk's staff number, or the machine. Raises ``NoSuchLine`` (a bundle of another
    line included), ``TooManyTickets`` for a machine that somebody keeps pressing.
    """
    line = TicketLine.objects.filter(hall=hall, letter=letter).first()
    if line is None or (bundle_code and bundle_code not in line.bundles):
        raise NoSuchLine
    now = timezone.now()
    if kiosk is not None:
        _not_too_fast(hall, kiosk, now)
    day = timezone.localdate(now)
    series, _new = TicketSeries.objects.get_or_create(hall=hall, day=day, letter=letter)
    series = TicketSeries.objects.select_for_update().get(pk=series.pk)
    series.last += 1
    series.save(update_fields=["last"])
    ticket = Ticket.objects.create(
        hall=hall,
        day=day,
        letter=letter,
        serial=series.last,
        bundle_code=bundle_code or _only(line),
        priority=priority,
        due_at=due_at,
        kiosk=kiosk,
        taken_at=now,
        queued_at=now,
    )
    note(ticket, "taken", by=by, at=now)
    return ticket


def _only(line: TicketLine) -> str:
    """A line for one bundle says what its numbers are for."""
    return line.bundles[0] if len(line.bundles) == 1 else ""


def _not_too_fast(hall: Hall, kiosk: Kiosk, now: datetime) -> None:
    recent = Ticket.objects.filter(
        hall=hall, day=timezone.localdate(now), kiosk=kiosk, taken_at__gt=now - timedelta(minutes=1)
    )
    if recent.count() >= visit_rules(hall.pk).tickets_per_minute:
        raise TooManyTickets
