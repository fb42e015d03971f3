"""A hall's floor for tests: windows with people at them, and time that can be set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from django.utils import timezone

from bundles.reception import services
from bundles.reception.models import Ticket
from departments.calendar import SHANGHAI
from departments.models import Hall, Officer, Shift, Window
from tests import cases

BATU, SARNAI = "WLG-ZW-01", "WLG-ZW-02"
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
"""A Monday, in office hours."""


def hall() -> Hall:
    return Hall.objects.get(code="wlg-hall")


def window(label: str = "1") -> Window:
    return Window.objects.get(hall=hall(), label=label)


def seated(number: str = BATU, label: str = "1") -> None:
    """Somebody at a window, now and for a while."""
    now = timezone.now()
    Shift.objects.create(
        officer=Officer.objects.get(number=number),
        window=window(label),
        begins_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=3),
    )


def taken(letter: str = "A", **more: object) -> Ticket:
    return services.take(hall(), letter, by="kiosk:1", **more)  # type: ignore[arg-type]


def called(letter: str = "A") -> Ticket:
    """A number called by 巴图, who sits at window 1."""
    taken(letter)
    return services.call_next(by=cases.officer(BATU))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock stands at ``moment``."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield
