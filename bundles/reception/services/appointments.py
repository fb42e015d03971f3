"""Saying when one will come, and coming."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applicants.models import Applicant
from bundles.reception.exceptions import (
    AppointmentOver,
    BookedAlready,
    BookingPaused,
    NoSuchAppointment,
    NotBookable,
    SlotFull,
    TooEarly,
)
from bundles.reception.models import Appointment, Kiosk, Ticket
from bundles.reception.selectors.slots import slot_at
from bundles.reception.services.taking import take
from bundles.reception.states import AppointmentState
from departments.calendar import SHANGHAI
from departments.models import Hall, TicketLine, VisitRules
from departments.selectors import visit_rules

DIGITS = 6


@transaction.atomic
def book(applicant: Applicant, hall: Hall, *, bundle_code: str, begins_at: datetime) -> Appointment:
    """Book a slot. The hall's row is locked, so the last place goes to one person.

    Raises ``NotBookable``, ``SlotFull``, ``BookedAlready``, ``BookingPaused``.
    """
    hall = Hall.objects.select_for_update(no_key=True, of=("self",)).get(pk=hall.pk)
    now = timezone.now()
    _not_paused(applicant, visit_rules(hall.pk), now)
    if coming(applicant, now=now).filter(hall=hall, bundle_code=bundle_code).exists():
        raise BookedAlready
    slot = slot_at(hall, bundle_code, begins_at, now=now)
    if slot is None or not line_of(hall, bundle_code):
        raise NotBookable
    if not slot.free:
        raise SlotFull
    day = begins_at.astimezone(SHANGHAI).date()
    return Appointment.objects.create(
        hall=hall,
        applicant=applicant,
        bundle_code=bundle_code,
        day=day,
        begins_at=slot.begins_at,
        ends_at=slot.ends_at,
        code=_code(hall, day),
        booked_at=now,
    )


@transaction.atomic
def cancel(appointment_id: int) -> Appointment:
    """Take it back; the place is free at once. Again changes nothing.

    Raises ``AppointmentOver``.
    """
    appointment = _locked(pk=appointment_id)
    if appointment.state == AppointmentState.CANCELLED:
        return appointment
    now = timezone.now()
    if not appointment.is_booked or appointment.ends_at <= now:
        raise AppointmentOver
    appointment.state = AppointmentState.CANCELLED
    appointment.cancelled_at = now
    appointment.save(update_fields=["state", "cancelled_at"])
    return appointment


@transaction.atomic
def check_in(code: str, *, hall: Hall, by: str, kiosk: Kiosk | None = None) -> Ticket:
    """Turn an appointment of today into a number; at its time it is called before others.

    Whoever is later than the hall keeps a place gets a number without that. A second check-in
    answers with the number of the first. Raises ``NoSuchAppointment``, ``TooEarly``,
    ``AppointmentOver``.
    """
    now = timezone.now()
    appointment = _locked(hall=hall, day=timezone.localdate(now), code=code)
    if appointment.ticket is not None:
        return appointment.ticket
    if not appointment.is_booked:
        raise AppointmentOver
    rules, line = visit_rules(hall.pk), line_of(hall, appointment.bundle_code)
    if now < appointment.begins_at - timedelta(minutes=rules.early_minutes):
        raise TooEarly
    if line is None:
        raise NoSuchAppointment
    late = now > appointment.begins_at + timedelta(minutes=rules.late_minutes)
    ticket = take(
        hall,
        line.letter,
        by=by,
        bundle_code=appointment.bundle_code,
        due_at=None if late else appointment.begins_at,
        kiosk=kiosk,
    )
    appointment.state, appointment.ticket = AppointmentState.ARRIVED, ticket
    appointment.save(update_fields=["state", "ticket"])
    return ticket


def coming(applicant: Applicant, *, now: datetime) -> QuerySet[Appointment]:
    """Their appointments that are still to come."""
    return Appointment.objects.filter(
        applicant=applicant, state=AppointmentState.BOOKED, ends_at__gt=now
    )


def line_of(hall: Hall, bundle_code: str) -> TicketLine | None:
    """The line in which a bundle is taken in here."""
    return TicketLine.objects.filter(hall=hall, bundles__contains=[bundle_code]).first()


def _not_paused(applicant: Applicant, rules: VisitRules, now: datetime) -> None:
    """Missed too often within the time the hall looks back: no booking for a while."""
    missed = (
        Appointment.objects.filter(
            applicant=applicant,
            state=AppointmentState.BOOKED,
            ends_at__lte=now,
            day__lt=timezone.localdate(now),
            begins_at__gt=now - timedelta(days=rules.missed_within_days),
        )
        .order_by("-day")
        .values_list("day", flat=True)
    )
    if len(missed) <= rules.missed_allowed:
        return
    until = missed[0] + timedelta(days=rules.pause_days)
    if timezone.localdate(now) <= until:
        raise BookingPaused(until)


def _locked(**which: object) -> Appointment:
    found = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("ticket", "hall")
        .filter(**which)
        .first()
    )
    if found is None:
        raise NoSuchAppointment
    return found


def _code(hall: Hall, day: date) -> str:
    """Digits that are easy to type, and nobody else's that day."""
    taken = set(Appointment.objects.filter(hall=hall, day=day).values_list("code", flat=True))
    while True:
        code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
        if code not in taken:
            return code
