"""What waits on the hall's floor for whoever opens the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bundles.reception.selectors import called_to, waiting_for
from departments.models import OfficerRole, Window
from departments.selectors import window_of
from portal.console.desk.sections import Section
from portal.console.gate import clerk_of, hall_of, holds


def sections(request: HttpRequest) -> list[Section]:
    """The number at my window, or how many wait for it; for who sits nowhere, a seat to take."""
    if not holds(request, OfficerRole.WINDOW, OfficerRole.HELPER):
        return []
    clerk, now = clerk_of(request), timezone.now()
    window = window_of(clerk, now)
    ticket = called_to(clerk.number) if window else None
    waiting = waiting_for(window, at=now).count() if window else 0
    seats = [] if window else list(Window.objects.filter(hall=hall_of(request), is_open=True))
    if not window and not seats:
        return []
    return [
        Section(
            key="reception",
            title=_("我的窗口"),
            count=waiting,
            template="console/reception/section.html",
            context={
                "window": window,
                "ticket": ticket,
                "waiting": waiting,
                "seats": seats,
                "here": request.path,
            },
            more=reverse("admin:reception"),
            urgent=ticket is not None,
            narrow=True,
        )
    ]
