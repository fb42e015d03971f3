"""How many days until the law accepts what the window has not answered (视为受理)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bundles.casework.models import Submission
from bundles.catalogue import versions
from departments.selectors import calendar_for


def days_left(submission: Submission) -> int:
    """Working days that remain, today's included; 0 once they are over."""
    assert submission.deemed_at is not None
    calendar = calendar_for(versions.version(submission.version_id).division.code)
    last = timezone.localdate(submission.deemed_at) - timedelta(days=1)
    return calendar.workdays_between(timezone.localdate() - timedelta(days=1), last)
