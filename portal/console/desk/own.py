"""What waits on every window's desk: cases to accept, corrections that came back, failed steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bundles.casework.clock import Light
from bundles.casework.selectors.lookups import registers_down
from bundles.casework.selectors.queues import stalled_of_hall
from departments.models import OfficerRole
from portal.console.desk.counting import at_most
from portal.console.desk.problems import problems, silent_registers
from portal.console.desk.queues import Line, Queue, lines, waiting_for
from portal.console.desk.sections import Section
from portal.console.gate import clerk_of, hall_of, holds

_TO_ACCEPT: Final = (Queue.RESUBMITTED, Queue.WAITING)
SHOWN: Final = 6
"""Cases of one list shown on the desk; the rest is one key away."""


def sections(request: HttpRequest) -> list[Section]:
    """For window clerks: at most five queries, whatever waits."""
    if not holds(request, OfficerRole.WINDOW):
        return []
    return [*_to_accept(request), *_stuck(request), *_silent()]


def _to_accept(request: HttpRequest) -> list[Section]:
    """The clerk's own cases first, then those that are nobody's; a colleague's are not shown."""
    clerk = clerk_of(request).number
    found = waiting_for((clerk, ""), _TO_ACCEPT, hall_of(request), most=SHOWN)
    return [
        _waiting(queue, count, lines(shown), clerk=clerk) for queue, (count, shown) in found.items()
    ]


def _waiting(queue: Queue, count: int, shown: list[Line], *, clerk: str) -> Section:
    return Section(
        key=queue.value,
        title=str(queue.label),
        count=count,
        template="console/desk/to_accept.html",
        context={"lines": shown, "clerk_number": clerk, "queue": queue},
        more=reverse("admin:queue", args=[queue.value]),
        urgent=_red(shown),
    )


def _silent() -> list[Section]:
    """Registers that do not answer: nobody at this desk can mend them, everybody has to know."""
    shown = silent_registers(registers_down(timezone.now()))
    if not shown:
        return []
    return [
        Section(
            key="registers",
            title=_("登记系统没有答复"),
            count=len(shown),
            template="console/desk/registers.html",
            context={"registers": shown},
            urgent=True,
        )
    ]


def _stuck(request: HttpRequest) -> list[Section]:
    stalled = stalled_of_hall(hall_of(request).code).order_by("stalled_at")
    shown = problems(stalled[:SHOWN])
    if not shown:
        return []
    return [
        Section(
            key="problems",
            title=_("系统处理异常"),
            count=len(shown) if len(shown) < SHOWN else at_most(stalled),
            template="console/desk/problems.html",
            context={"problems": shown},
            urgent=True,
        )
    ]


def _red(shown: Iterable[Line]) -> bool:
    return any(line.deadline is not None and line.deadline.light is Light.RED for line in shown)
