"""Several windows press the button at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from bundles.reception import services
from bundles.reception.exceptions import NobodyWaits, WindowBusy
from bundles.reception.models import Ticket
from departments.models import Officer
from tests import cases
from tests.reception.floor import BATU, SARNAI, hall, seated, taken

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "WLG-ZW-03"


def all_at_once(*numbers: str) -> list[str]:
    """Everybody presses; what each was given, or why not."""
    barrier = Barrier(len(numbers))

    def press(number: str) -> str:
        try:
            by = cases.officer(number)
            barrier.wait()
            return services.call_next(by=by).number
        except (NobodyWaits, WindowBusy) as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(press, numbers))


def test_two_windows_never_call_the_same_number(library: None) -> None:
    for label, number in enumerate((BATU, SARNAI, HEAD), start=1):
        Officer.objects.filter(number=number).update(is_active=True)
        seated(number, str(label))
    for _round in range(4):
        tickets = {taken().number for _person in range(3)}
        assert set(all_at_once(BATU, SARNAI, HEAD)) == tickets
        for ticket in Ticket.objects.filter(state="called"):
            services.finish(ticket.pk, by=cases.officer(ticket.officer))


def test_one_window_pressed_twice_calls_one(library: None) -> None:
    seated()
    taken(), taken()
    assert sorted(all_at_once(BATU, BATU)) == ["A001", "window_busy"]


def test_numbers_drawn_at_once_are_all_different(library: None) -> None:
    place, barrier = hall(), Barrier(6)

    def press(_nth: int) -> str:
        try:
            barrier.wait()
            return services.take(place, "A", by="kiosk:1").number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = sorted(pool.map(press, range(6)))
    assert numbers == [f"A00{n}" for n in range(1, 7)]
