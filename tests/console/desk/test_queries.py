"""What a clerk opens all day asks the database a known number of times, however much waits."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bundles.casework.models import Submission
from bundles.issuance import services as issuance
from portal.console.desk.queues import Queue
from tests import cases
from tests.console.seats import Seat
from tests.console.stage import NUMBERS, Role
from tests.console.supervision.ground import numbers

REASON = "申请人到场"

DESKS = {Role.CLERK: 15, Role.HEAD: 16, Role.SUPERVISOR: 6, Role.HELPER: 6, Role.SYSTEM: 3}
"""Everybody at the console is led through the desk; an administrator on to their own page."""
EMPTY, FILLED = 4, 5
LISTS = dict.fromkeys(Queue, EMPTY) | dict.fromkeys(
    (Queue.WAITING, Queue.IN_REVIEW, Queue.RESULTS), FILLED
)
SEARCHES = {
    "number": 4,
    "end": 5,
    "nothing": 5,
    "name": 5,
    "phone": 5,
}
A_CASE = 20
OTHERS = {
    "reception/": 15,
    "intake/": 8,
    "supervision/": 17,
    "supervision/?days=30": 17,
    "handover/ready/": 5,
}


@pytest.fixture
def busy(library: None) -> Submission:
    """A morning's hall: something in every block of the desk."""
    numbers()
    more()
    return cases.filed()


def more() -> None:
    for _time in range(2):
        cases.filed()
    cases.in_review()
    for _time in range(2):
        issuance.issue(cases.decided().pk)


def queries(seat: Seat, address: str, **posted: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = seat.post(address, **posted) if posted else seat.get(address)
    assert answer.status_code in {200, 302, 404}, (address, answer.status_code)
    return len(captured)


def searches(seat: Seat, case: Submission) -> dict[str, int]:
    person, number = case.applicant, str(case.number)
    return {
        "number": queries(seat, "cases/", q=number),
        "end": queries(seat, "cases/", q=number[-5:]),
        "nothing": queries(seat, "cases/", q="9876543210987"),
        "name": queries(seat, "cases/", q=person.name, reason=REASON),
        "phone": queries(seat, "cases/", q=person.phone, reason=REASON),
    }


def everything(seats: dict[Role, Seat], case: Submission) -> list[object]:
    head = seats[Role.HEAD]
    return [
        {role: queries(seat, "") for role, seat in seats.items()},
        {queue: queries(head, f"queues/{queue.value}/") for queue in Queue},
        searches(head, case),
        {address: queries(head, address) for address in OTHERS},
        queries(head, f"cases/{case.number}/"),
    ]


def test_every_page_asks_as_often_as_is_written_here(busy: Submission) -> None:
    seats = {role: Seat(NUMBERS[role]) for role in DESKS}
    everything(seats, busy)  # what is read once per process or sign-in is not the page's
    pinned = [DESKS, LISTS, SEARCHES, OTHERS, A_CASE]
    assert everything(seats, busy) == pinned
    more()
    assert everything(seats, busy) == pinned
