"""The stretch of days a page is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from departments.calendar import SHANGHAI

CHOICES: Final = (1, 7, 30)


@dataclass(frozen=True, slots=True)
class Period:
    """``days`` up to and with today, which is not over yet."""

    days: int
    today: date

    @property
    def first(self) -> date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), SHANGHAI)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.today + timedelta(days=1), time(), SHANGHAI)

    @property
    def words(self) -> str:
        return _("今天") if self.days == 1 else _("近 %(days)d 天") % {"days": self.days}


def period_of(request: HttpRequest) -> Period:
    """``?days=`` 1, 7 or 30; anything else is today."""
    chosen = request.GET.get("days", "")
    found = next((one for one in CHOICES if str(one) == chosen), CHOICES[0])
    return Period(found, timezone.localdate())
