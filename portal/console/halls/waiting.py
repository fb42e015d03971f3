"""What of the work between halls waits on a clerk's desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bundles.casework.clock import Light
from bundles.reception.selectors.passing_on import bags_to_send, not_there_yet, to_forward
from departments.models import OfficerRole
from portal.console.desk.counting import firsts
from portal.console.desk.sections import Section
from portal.console.gate import hall_of, holds
from portal.console.halls.clocks import FORWARDED_WITHIN, PAPER_WITHIN, passing

SHOWN = 5


def sections(request: HttpRequest) -> list[Section]:
    """One block, only where there is something: one query, and one of each kind that there is."""
    if not holds(request, OfficerRole.WINDOW):
        return []
    hall = hall_of(request)
    to_tell, to_send, under_way = to_forward(hall), bags_to_send(hall), not_there_yet(hall)
    keys = firsts({"to_tell": to_tell, "to_send": to_send, "lists": under_way})
    if not any(keys.values()):
        return []
    some = {name: found[:SHOWN] for name, found in keys.items()}
    waiting = passing(to_tell.filter(pk__in=some["to_tell"]), at=hall, within=FORWARDED_WITHIN)
    bags = passing(to_send.filter(pk__in=some["to_send"]), at=hall, within=PAPER_WITHIN)
    lists = list(under_way.filter(pk__in=some["lists"]))
    late = any(one.deadline.light is Light.RED for one in (*waiting, *bags))
    return [
        Section(
            key="halls",
            title=_("跨厅通办"),
            count=sum(map(len, keys.values())),
            template="console/halls/waiting.html",
            context={"waiting": waiting, "bags": bags, "lists": lists, "hall": hall},
            more=reverse("admin:halls"),
            urgent=late,
        )
    ]
