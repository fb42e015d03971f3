"""May a number move? One table, and for every state the party that must move next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class TicketState(models.TextChoices):
    """``waiting`` waits for a window, ``called`` for its holder, ``serving`` for the clerk.

    A number lives for its day: what is still waiting the next morning belongs to who left.
    """

    WAITING = "waiting", _("等候中")
    CALLED = "called", _("已叫号")
    SERVING = "serving", _("办理中")
    DONE = "done", _("已办完")
    MISSED = "missed", _("已过号")


_T = TicketState

MOVES: Final[Mapping[TicketState, frozenset[TicketState]]] = {
    _T.WAITING: frozenset({_T.CALLED}),
    _T.CALLED: frozenset({_T.SERVING, _T.MISSED, _T.WAITING}),
    _T.SERVING: frozenset({_T.DONE, _T.WAITING}),
    _T.MISSED: frozenset({_T.WAITING}),
    _T.DONE: frozenset(),
}

AT_A_WINDOW: Final = (_T.CALLED, _T.SERVING)
"""A window has one of these at a time."""


class AppointmentState(models.TextChoices):
    """Booked and never arrived is *missed* once its day is over; nobody has to write that down."""

    BOOKED = "booked", _("已预约")
    ARRIVED = "arrived", _("已签到")
    CANCELLED = "cancelled", _("已取消")
