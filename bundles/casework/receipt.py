"""When was it received? A pure judgement of the moment a device claims."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from departments.calendar import SHANGHAI

LONGEST_AGO: Final = timedelta(hours=72)
"""How late a case may come and still be believed: an outage over a weekend (ours)."""

CLOCK_ERROR: Final = timedelta(seconds=60)
"""What the measured difference of two clocks may be wrong by (ours)."""


class Doubt(enum.StrEnum):
    """Why a claimed moment does not count and the moment of synchronising does."""

    MISSING = "time_missing"
    FUTURE = "time_future"
    BEFORE_RESERVATION = "time_before_reservation"
    OTHER_DAY = "time_other_day"
    TOO_LONG_AGO = "time_too_long_ago"


@dataclass(frozen=True, slots=True)
class Receipt:
    """``doubt`` is None when the claimed moment is believed."""

    at: datetime
    doubt: Doubt | None = None


def received(
    claimed: datetime | None, *, reserved_at: datetime, day: date, now: datetime
) -> Receipt:
    """The moment of receipt of a case taken in with a number of ``day`` reserved at
    ``reserved_at`` and synchronised ``now``. Never later than now, never before the reservation.
    """
    if claimed is None:
        return Receipt(now, Doubt.MISSING)
    if claimed > now + CLOCK_ERROR:
        return Receipt(now, Doubt.FUTURE)
    if claimed < reserved_at - CLOCK_ERROR:
        return Receipt(now, Doubt.BEFORE_RESERVATION)
    if now - claimed > LONGEST_AGO:
        return Receipt(now, Doubt.TOO_LONG_AGO)
    at = max(min(claimed, now), reserved_at)
    if at.astimezone(SHANGHAI).date() != day:
        return Receipt(now, Doubt.OTHER_DAY)
    return Receipt(at)
