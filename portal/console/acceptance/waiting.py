"""What waits at acceptance: notices before a supervisor, and cases about to be accepted by law."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bundles.casework.models import SecondNotice, Submission
from bundles.casework.selectors.lines import unread
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from departments.models import OfficerRole
from portal.console.acceptance.deemed import days_left
from portal.console.desk.counting import at_most
from portal.console.desk.sections import Section
from portal.console.gate import hall_of, holds
from portal.console.pages.words import who

SHOWN: Final = 8
SOON: Final = timedelta(days=8)
"""Outside of holidays no case has longer: the nearest come first."""


def sections(request: HttpRequest) -> list[Section]:
    found = []
    if holds(request, OfficerRole.SUPERVISOR):
        found += _notices(request)
    if holds(request, OfficerRole.WINDOW):
        found += _deemed(request)
    return found


def _notices(request: HttpRequest) -> list[Section]:
    """Second notices of the hall that wait for a supervisor, oldest first."""
    waiting = SecondNotice.objects.filter(
        ending="", submission__hall=hall_of(request), submission__status=SubmissionStatus.SUBMITTED
    ).select_related("submission")
    rows = [
        {
            "url": reverse("admin:second_notice", args=[one.pk]),
            "number": one.submission.number,
            "bundle": versions.version(one.submission.version_id).name,
            "by": who(one.asked_by),
            "at": one.asked_at,
            "defects": len(one.defects),
        }
        for one in waiting.defer(*unread("submission__")).order_by("id")[:SHOWN]
    ]
    return [
        Section(
            key="second-notices",
            title=_("再次补正告知，等您审核"),
            count=at_most(waiting),
            template="console/acceptance/waiting_notices.html",
            context={"rows": rows},
            urgent=bool(rows),
        )
    ]


def _deemed(request: HttpRequest) -> list[Section]:
    """Cases of the hall that the law will accept within days, the nearest first."""
    coming = list(
        Submission.objects.filter(
            hall=hall_of(request),
            status=SubmissionStatus.SUBMITTED,
            deemed_at__lte=timezone.now() + SOON,
        )
        .select_related("applicant")
        .defer(*unread())
        .order_by("deemed_at", "id")[:SHOWN]
    )
    rows = [
        {
            "number": one.number,
            "bundle": versions.version(one.version_id).name,
            "applicant": one.applicant.masked_name,
            "days": days_left(one),
        }
        for one in coming
    ]
    if not rows:
        return []
    return [
        Section(
            key="deemed",
            title=_("快到视为受理的办件"),
            count=len(rows),
            template="console/acceptance/waiting_deemed.html",
            context={"rows": rows},
            narrow=True,
            urgent=any(days_left(one) <= 1 for one in coming),
        )
    ]
