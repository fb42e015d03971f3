"""What of the work between halls waits on a clerk's desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bundles.casework.clock import Light
from bundles.reception.selectors.passing_on import bags_to_send, not_there_yet, to_forward
from departments.models import OfficerRole
from portal.console.desk.sections import Section
from portal.console.gate import hall_of, holds
from portal.console.halls.clocks import FORWARDED_WITHIN, PAPER_WITHIN, passing

SHOWN = 5


def sections(request: HttpRequest) -> list[Section]:
    """One block, only where there is something: three queries."""
    if not holds(request, OfficerRole.WINDOW):
        return []
    hall = hall_of(request)
    waiting = passing(to_forward(hall)[:SHOWN], at=hall, within=FORWARDED_WITHIN)
    bags = passing(bags_to_send(hall)[:SHOWN], at=hall, within=PAPER_WITHIN)
    lists = list(not_there_yet(hall)[:SHOWN])
    if not (waiting or bags or lists):
        return []
    late = any(one.deadline.light is Light.RED for one in (*waiting, *bags))
    return [
        Section(
            key="halls",
            title=_("跨厅通办"),
            count=len(waiting) + len(bags) + len(lists),
            template="console/halls/waiting.html",
            context={"waiting": waiting, "bags": bags, "lists": lists, "hall": hall},
            more=reverse("admin:halls"),
            urgent=late,
        )
    ]
