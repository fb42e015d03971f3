"""Deemed acceptance (视为受理): what the window leaves unanswered counts as accepted.

Administrative Licensing Law art. 32: licences only. A registration, filing or service knows no such
day; an application that contains a licence is one application and counts as accepted as a whole
(ours).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from bundles.casework.selectors.circumstances import Circumstances
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import plan
from departments.calendar import SHANGHAI, Calendar
from departments.limits import Limit

ANSWER_WITHIN: Final = Limit.working(5)
"""Within which the window accepts, or names every defect."""


def deemed_moment(
    version: Version,
    answers: Mapping[str, Any],
    *,
    received: datetime,
    calendar: Calendar,
    circumstances: Circumstances | None = None,
) -> datetime | None:
    """When a case received at ``received`` counts as accepted: the midnight after the last day.

    None without a licence among the items of this scenario.
    """
    if not any(item.deemed_acceptance for item in version.items):
        return None
    day, given = timezone.localdate(received), circumstances or {}
    planned = plan(version, answers, on=day, calendar=calendar, **given)
    if not any(one.item.deemed_acceptance for one in planned.items):
        return None
    day_of_receipt = calendar.received_on(received)
    counted_from = datetime.combine(day_of_receipt, time(12), SHANGHAI)
    last = timezone.localdate(calendar.due(counted_from, ANSWER_WITHIN).at, SHANGHAI)
    return datetime.combine(last + timedelta(days=1), time.min, SHANGHAI)
