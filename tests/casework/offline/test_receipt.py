"""The moment a device claims: believed where it can be true, else the moment of synchronising."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bundles.casework.receipt import CLOCK_ERROR, LONGEST_AGO, Doubt, received
from departments.calendar import SHANGHAI

RESERVED = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


def judged(claimed: datetime | None, now: datetime = NOW) -> tuple[datetime, Doubt | None]:
    receipt = received(claimed, reserved_at=RESERVED, day=RESERVED.date(), now=now)
    return receipt.at, receipt.doubt


def test_a_moment_between_reservation_and_now_is_believed_to_the_microsecond() -> None:
    claimed = datetime(2026, 11, 23, 10, 4, 5, 6, tzinfo=SHANGHAI)
    assert judged(claimed) == (claimed, None)


@pytest.mark.parametrize(
    ("claimed", "doubt"),
    [
        (None, Doubt.MISSING),
        (NOW + CLOCK_ERROR + SECOND, Doubt.FUTURE),
        (RESERVED - CLOCK_ERROR - SECOND, Doubt.BEFORE_RESERVATION),
        (datetime.min.replace(tzinfo=SHANGHAI), Doubt.BEFORE_RESERVATION),
        (datetime.max.replace(tzinfo=SHANGHAI), Doubt.FUTURE),
    ],
)
def test_what_cannot_be_true_counts_as_now(claimed: datetime | None, doubt: Doubt) -> None:
    assert judged(claimed) == (NOW, doubt)


def test_a_clock_a_few_seconds_off_is_put_right() -> None:
    assert judged(NOW + 5 * SECOND) == (NOW, None)
    assert judged(RESERVED - 5 * SECOND) == (RESERVED, None)


def test_a_number_is_of_its_day_though_synchronised_on_the_next() -> None:
    morning = NOW + timedelta(days=1)
    assert judged(NOW, now=morning) == (NOW, None)
    assert judged(NOW + timedelta(hours=13, minutes=1), now=morning)[1] is Doubt.OTHER_DAY


def test_after_three_days_nothing_claimed_is_believed() -> None:
    late = NOW + LONGEST_AGO + SECOND
    assert judged(NOW, now=late) == (late, Doubt.TOO_LONG_AGO)
