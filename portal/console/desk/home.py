"""The desk: what waits for whoever has just sat down, the most urgent first."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from departments.models import OfficerRole
from portal.console.desk.queues import counts
from portal.console.desk.rooms import sections
from portal.console.gate import clerk_of, hall_of, holds, home_of
from portal.console.pages.values import in_english
from portal.console.site import page

AT_A_DESK: Final = (OfficerRole.WINDOW, OfficerRole.HELPER, OfficerRole.SUPERVISOR)
"""Whose work comes to them case by case; the administrators begin on pages of their own."""


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits; who does not work at a desk is led to where they do."""
    if not holds(request, *AT_A_DESK):
        return redirect(home_of(request.user))
    hall, clerk = hall_of(request), clerk_of(request)
    waiting = sections(request)
    at_window = holds(request, OfficerRole.WINDOW)
    return page(
        request,
        "console/desk/home.html",
        {
            "title": _("工作台"),
            "content_title": _("工作台"),
            "hall_name": hall.name_en if in_english() else hall.name,
            "clerk": clerk,
            "clerk_title": clerk.title_en if in_english() else clerk.title,
            "today": timezone.localdate(),
            "tiles": list(counts(hall).items()) if at_window else [],
            "wide": [one for one in waiting if not one.narrow],
            "narrow": [one for one in waiting if one.narrow],
        },
    )
