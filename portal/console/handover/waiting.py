"""What of the handover waits for whoever opens the desk."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bundles.issuance import selectors
from departments.models import OfficerRole
from portal.console.desk.counting import firsts
from portal.console.desk.sections import Section
from portal.console.gate import hall_of, holds
from portal.console.handover.lists import lines

ON_THE_DESK: Final = 5


def sections(request: HttpRequest) -> list[Section]:
    """Results that lie ready, longest first; how many are still to arrive stands beside them."""
    if not holds(request, OfficerRole.WINDOW):
        return []
    hall = hall_of(request).pk
    keys = firsts({"ready": selectors.ready(hall), "coming": selectors.awaited(hall)})
    ready, coming = keys["ready"], len(keys["coming"])
    if not ready and not coming:
        return []
    rows = selectors.ready(hall).filter(pk__in=ready[:ON_THE_DESK])
    return [
        Section(
            key="handover",
            title=_("可以交付的结果"),
            count=len(ready),
            template="console/handover/section.html",
            context={"lines": lines(rows.prefetch_related("certificates")), "coming": coming},
            more=reverse("admin:handovers", args=["ready"]),
        )
    ]
