"""Appointments: capacity from windows and shifts, once per person, kept or missed."""

from datetime import timedelta

import pytest

from bundles.reception import exceptions, services
from bundles.reception.models import Appointment
from bundles.reception.selectors.slots import days
from departments.models import Officer, Shift, VisitRules, Window
from tests import cases
from tests.reception.floor import BATU, MORNING, at, hall, window

pytestmark = pytest.mark.usefixtures("library")
COMPANY = "company-opening"
TOMORROW = MORNING + timedelta(days=1)


def free_on(day: int) -> dict[str, int]:
    found = next(one for one in days(hall(), COMPANY, now=MORNING) if one.date.day == day)
    return {f"{slot.begins_at:%H:%M}": slot.free for slot in found.slots}


def booked(begins_at=TOMORROW, name: str = "张敏") -> Appointment:  # type: ignore[no-untyped-def]
    with at(MORNING):
        return services.book(
            cases.an_applicant(name), hall(), bundle_code=COMPANY, begins_at=begins_at
        )


def test_slots_are_half_hours_of_the_office_with_a_place_at_each_window() -> None:
    assert free_on(24) == dict.fromkeys(
        "09:00 09:30 10:00 10:30 11:00 11:30 14:30 15:00 15:30 16:00 16:30 17:00".split(), 4
    )


def test_what_has_begun_or_is_about_to_is_not_offered() -> None:
    assert min(free_on(23)) == "10:30"


def test_days_off_are_not_offered() -> None:
    offered = {one.date.day for one in days(hall(), COMPANY, now=MORNING)}
    assert {28, 29}.isdisjoint(offered)
    assert len(offered) == 11


def test_a_planned_day_has_places_only_where_somebody_sits() -> None:
    Shift.objects.create(
        officer=Officer.objects.get(number=BATU),
        window=window("1"),
        begins_at=TOMORROW.replace(hour=9),
        ends_at=TOMORROW.replace(hour=12),
    )
    assert free_on(24)["11:30"] == 1
    assert free_on(24)["14:30"] == 0
    assert free_on(25)["14:30"] == 4


def test_a_window_for_something_else_gives_no_place() -> None:
    Window.objects.filter(hall=hall(), label__in="12").update(bundles=["restaurant-opening"])
    Window.objects.filter(hall=hall(), label="3").update(is_open=False)
    assert free_on(24)["10:00"] == 1


def test_the_last_place_goes_once() -> None:
    Window.objects.filter(hall=hall()).exclude(label="1").update(is_open=False)
    booked()
    with pytest.raises(exceptions.SlotFull):
        booked(name="李娜")


def test_a_cancelled_place_is_free_again() -> None:
    appointment = booked()
    assert free_on(24)["10:00"] == 3
    with at(MORNING):
        services.cancel(appointment.pk)
        services.cancel(appointment.pk)
    assert free_on(24)["10:00"] == 4


def test_nobody_holds_two_places_for_one_thing() -> None:
    appointment = booked()
    with at(MORNING), pytest.raises(exceptions.BookedAlready):
        services.book(
            appointment.applicant,
            hall(),
            bundle_code=COMPANY,
            begins_at=TOMORROW + timedelta(hours=1),
        )


@pytest.mark.parametrize(
    "begins_at",
    [
        TOMORROW + timedelta(minutes=10),
        TOMORROW.replace(hour=13),
        MORNING + timedelta(days=5),
        MORNING + timedelta(days=60),
        MORNING - timedelta(days=1),
    ],
    ids=["odd minute", "lunch", "saturday", "far", "past"],
)
def test_only_real_slots_can_be_booked(begins_at) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(exceptions.NotBookable):
        booked(begins_at)


def test_checking_in_gives_a_number_that_is_called_at_its_time() -> None:
    appointment = booked()
    with at(TOMORROW - timedelta(minutes=10)):
        ticket = services.check_in(appointment.code, hall=hall(), by="kiosk:1")
        again = services.check_in(appointment.code, hall=hall(), by="kiosk:1")
    assert (ticket.letter, ticket.due_at, again) == ("A", TOMORROW, ticket)


def test_too_early_is_told_and_too_late_waits_like_everybody() -> None:
    appointment = booked()
    with at(TOMORROW - timedelta(hours=1)), pytest.raises(exceptions.TooEarly):
        services.check_in(appointment.code, hall=hall(), by="kiosk:1")
    with at(TOMORROW + timedelta(minutes=40)):
        assert services.check_in(appointment.code, hall=hall(), by="kiosk:1").due_at is None


def test_a_number_of_another_day_or_hall_is_unknown() -> None:
    appointment = booked()
    with at(MORNING), pytest.raises(exceptions.NoSuchAppointment):
        services.check_in(appointment.code, hall=hall(), by="kiosk:1")


def test_who_was_cancelled_does_not_check_in_and_who_came_does_not_cancel() -> None:
    first, second = booked(), booked(name="李娜")
    with at(TOMORROW):
        services.cancel(first.pk)
        with pytest.raises(exceptions.AppointmentOver):
            services.check_in(first.code, hall=hall(), by="kiosk:1")
        services.check_in(second.code, hall=hall(), by="kiosk:1")
        with pytest.raises(exceptions.AppointmentOver):
            services.cancel(second.pk)


def test_whoever_misses_too_often_books_no_more_for_a_while() -> None:
    VisitRules.objects.create(hall=hall(), missed_allowed=0, pause_days=30)
    appointment = booked()
    later = TOMORROW + timedelta(days=2)
    with at(later), pytest.raises(exceptions.BookingPaused) as paused:
        services.book(
            appointment.applicant, hall(), bundle_code=COMPANY, begins_at=later + timedelta(days=1)
        )
    assert paused.value.until == appointment.day + timedelta(days=30)
    much_later = MORNING + timedelta(days=35)
    with at(much_later):
        services.book(
            appointment.applicant,
            hall(),
            bundle_code=COMPANY,
            begins_at=much_later + timedelta(days=1),
        )
