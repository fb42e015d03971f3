"""How much time is left, in words and as a light."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from bundles.casework.clock import Light
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from departments.calendar import Calendar
from departments.limits import Limit
from departments.selectors import calendar_for
from portal.console.acceptance.deemed import days_left

ONE_NOTICE: Final = Limit.working(5)
"""Within which the window accepts, or names every defect (Administrative Licensing Law art. 32)."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """``left`` is office time in words; ``at`` the moment it runs out; ``deemed`` how many working
    days there are until the law accepts the case, None where it never does.
    """

    at: datetime
    left: str
    light: Light
    deemed: int | None = None


def deadline_of(submission: Submission) -> Deadline | None:
    """What is due next: the window's answer before acceptance, the promised day after it."""
    calendar = calendar_for(versions.version(submission.version_id).division.code)
    match submission.state:
        case SubmissionStatus.SUBMITTED if submission.submitted_at:
            received = calendar.received_on(submission.submitted_at)
            due = calendar.due(_noon(received), ONE_NOTICE)
            answer = deadline(due.at, since=submission.submitted_at, calendar=calendar)
            return replace(answer, deemed=days_left(submission)) if submission.deemed_at else answer
        case SubmissionStatus.ACCEPTED | SubmissionStatus.IN_REVIEW if submission.promised_due:
            assert submission.accepted_at is not None
            return deadline(
                submission.promised_due, since=submission.accepted_at, calendar=calendar
            )
    return None


def deadline(due: datetime, *, since: datetime, calendar: Calendar) -> Deadline:
    """Amber from one fifth of the time or one working day left, red when it has run out."""
    now = timezone.now()
    left = calendar.office_minutes_between(now, due)
    whole = max(calendar.office_minutes_between(since, due), 1)
    day = int(calendar.day_length.total_seconds()) // 60
    overdue = now > due
    soon = left <= whole / 5 or whole > day >= left
    light = Light.RED if overdue else Light.AMBER if soon else Light.GREEN
    return Deadline(due, in_words(left, day=day, overdue=overdue), light)


def in_words(minutes: int, *, day: int, overdue: bool) -> str:
    """``还剩 2.5 个工作日``, ``还剩 1 小时 40 分``, ``已超期 3 小时 5 分``."""
    amount = abs(minutes)
    if amount >= day:
        time = _("%(days)s 个工作日") % {"days": f"{amount / day:.1f}".removesuffix(".0")}
    elif amount >= 60:
        hours, rest = divmod(amount, 60)
        text = _("%(hours)d 小时 %(minutes)d 分") if rest else _("%(hours)d 小时")
        time = text % {"hours": hours, "minutes": rest}
    else:
        time = _("%(minutes)d 分钟") % {"minutes": amount}
    return _("已超期 %(time)s") % {"time": time} if overdue else _("还剩 %(time)s") % {"time": time}


def _noon(day: object) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T12:00:00"))
