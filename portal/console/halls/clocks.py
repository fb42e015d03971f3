"""How much time is left to pass on what was taken in for another hall."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bundles.casework.models import Submission
from bundles.catalogue import versions
from departments.limits import Limit
from departments.models import Hall
from departments.selectors import calendar_for
from portal.console.desk.deadlines import Deadline, deadline
from portal.console.pages.values import in_english
from portal.console.pages.words import LIGHTS

FORWARDED_WITHIN: Final = Limit.working(1)
PAPER_WITHIN: Final = Limit.working(2)
"""Both from when it was taken in; local rule (domain facts §6)."""


@dataclass(frozen=True, slots=True)
class Passing:
    """One case taken in here for another hall, with the clock that runs."""

    number: str
    bundle: str
    applicant: str
    hall: str
    hall_code: str
    deadline: Deadline
    light: str
    tone: str


def passing(submissions: Iterable[Submission], *, at: Hall, within: Limit) -> list[Passing]:
    """``at`` is the hall that took them in: its days and hours count."""
    calendar = calendar_for(str(at.division_id), at.code)
    found = []
    for one in submissions:
        assert one.submitted_at is not None
        due = calendar.due(one.submitted_at, within)
        left = deadline(due.at, since=one.submitted_at, calendar=calendar)
        tone, light = LIGHTS[left.light]
        found.append(
            Passing(
                number=str(one.number),
                bundle=str(versions.version(one.version_id).name),
                applicant=one.applicant.masked_name,
                hall=hall_name(one.hall),
                hall_code=one.hall.code,
                deadline=left,
                light=str(light),
                tone=tone,
            )
        )
    return found


def hall_name(hall: Hall) -> str:
    return hall.name_en if in_english() else hall.name
