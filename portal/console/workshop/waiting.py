"""What waits in the workshop for whoever is at the keyboard."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bundles.catalogue.edition import Edition, EditionState
from departments.models import OfficerRole
from portal.console.desk.counting import at_most
from portal.console.desk.sections import Section
from portal.console.gate import clerk_of, hall_of, holds
from portal.console.workshop.listing import editions

SHOWN = 10


def sections(request: HttpRequest) -> list[Section]:
    """For a second person: what is to be approved. For both: what the clock could not publish."""
    if not holds(request, OfficerRole.HEAD, OfficerRole.SUPERVISOR):
        return []
    me = clerk_of(request)
    here = Edition.objects.filter(division=hall_of(request).division_id)
    to_approve = Q(state=EditionState.OFFERED) & ~Q(author=me)
    failed = Q(state=EditionState.DRAFT) & ~Q(findings=[]) & (Q(author=me) | Q(approver=me))
    waiting = here.filter(to_approve | failed).order_by("changed_at")
    rows = editions(waiting)[:SHOWN]
    if not rows:
        return []
    return [
        Section(
            key="workshop",
            title=_("一件事修订稿"),
            count=at_most(waiting),
            template="console/workshop/waiting.html",
            context={"rows": rows},
            more=reverse("admin:workshop"),
        )
    ]
