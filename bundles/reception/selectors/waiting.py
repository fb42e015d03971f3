"""Who waits, who was called, and for which window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from bundles.reception.models import Appointment, Ticket
from bundles.reception.states import AT_A_WINDOW, AppointmentState, TicketState
from departments.models import Hall, Shift, TicketLine, Window


def waiting_for(window: Window, *, at: datetime) -> QuerySet[Ticket]:
    """Who may be called to a window, in the order of their turn.

    First whom another window sent here, then appointments whose time has come, then elders and
    people with disabilities, then everybody by when they came. Whom somebody sent to a window where
    nobody sits is anybody's.
    """
    staffed = Shift.objects.filter(window=OuterRef("for_window"), begins_at__lte=at, ends_at__gt=at)
    turn = Case(
        When(for_window=window, then=Value(0)),
        When(due_at__lte=at, then=Value(1)),
        When(priority=True, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return (
        Ticket.objects.filter(
            hall=window.hall_id, day=timezone.localdate(at), state=TicketState.WAITING
        )
        .filter(
            Q(for_window=window)
            | (Q(letter__in=letters_of(window)) & (Q(for_window__isnull=True) | ~Exists(staffed)))
        )
        .order_by(turn, F("queued_at"), "pk")
    )


def letters_of(window: Window) -> list[str]:
    """The lines a window calls from."""
    lines = TicketLine.objects.filter(hall=window.hall_id)
    if window.bundles:
        lines = lines.filter(bundles__overlap=window.bundles)
    return list(lines.values_list("letter", flat=True))


def called_to(officer_number: str) -> Ticket | None:
    """The number an officer has at the window now."""
    return (
        Ticket.objects.filter(
            officer=officer_number, state__in=AT_A_WINDOW, day=timezone.localdate()
        )
        .select_related("window", "submission", "hall")
        .defer("submission__answers", "submission__refusal")
        .first()
    )


def tickets_of(hall: Hall, day: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(hall=hall, day=day).select_related("window", "for_window")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many wait in one line, and since when the first of them."""

    line: TicketLine
    waiting: int


def standings(hall: Hall) -> list[Standing]:
    """Every line of a hall with how many wait in it now."""
    counted = dict(
        Ticket.objects.filter(hall=hall, day=timezone.localdate(), state=TicketState.WAITING)
        .order_by()
        .values_list("letter")
        .annotate(waiting=Count("pk"))
    )
    return [
        Standing(line, counted.get(line.letter, 0))
        for line in TicketLine.objects.filter(hall=hall).order_by("letter")
    ]


def called_now(hall: Hall, *, limit: int) -> list[Ticket]:
    """The numbers at the windows, called last first."""
    return list(
        Ticket.objects.filter(hall=hall, day=timezone.localdate(), state__in=AT_A_WINDOW)
        .select_related("window")
        .order_by("-called_at")[:limit]
    )


def ahead_of(ticket: Ticket) -> int:
    """How many of the same line came before and still wait."""
    return Ticket.objects.filter(
        hall=ticket.hall_id,
        day=ticket.day,
        letter=ticket.letter,
        state=TicketState.WAITING,
        queued_at__lt=ticket.queued_at,
    ).count()


def appointments_of_day(hall: Hall, day: date) -> QuerySet[Appointment]:
    """Who comes on a day, in order; the cancelled are not among them."""
    return (
        Appointment.objects.filter(hall=hall, day=day)
        .exclude(state=AppointmentState.CANCELLED)
        .select_related("ticket")
        .order_by("begins_at", "pk")
    )
