"""A hall in the middle of a morning: numbers called, results on the shelf, a parcel on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.models import Submission, WorkItem
from bundles.issuance import services as issuance
from bundles.issuance.models import Certificate
from bundles.reception import services
from bundles.reception.models import Appointment, Ticket
from departments import shifts
from departments.calendar import SHANGHAI
from departments.models import Officer
from tests import cases
from tests.console.handover.rows import subsidy_of
from tests.console.stage import Stage
from tests.reception.floor import BATU, SARNAI, hall, seated, taken, window

LATE = (-30, -2, 1, 5, 9, 30)
"""Hours until each item of a case was promised."""
OFFICE_HOURS = ((time(9), time(12)), (time(14, 30), time(17, 30)))


@dataclass(frozen=True)
class Floor:
    """``kiosk`` and ``beside`` are secrets; ``ready`` is a case whose results lie on the shelf."""

    kiosk: str
    beside: str
    ready: Submission


def busy(stage: Stage) -> Floor:
    _numbers()
    _week()
    _appointments()
    ready, _incomplete = _results("其木格"), _results("刘志远", arrived=False)
    _late()
    subsidy_of(stage)
    return Floor(_kiosk(), _beside(), ready)


def _numbers() -> None:
    """Ten done since opening, one missed; one at each of two windows, six wait."""
    now = timezone.now()
    for serial in range(1, 12):
        taken_at = now - timedelta(minutes=12 * (12 - serial))
        called_at = taken_at + timedelta(minutes=3 + serial % 4)
        missed = serial == 7
        ticket = taken("A")
        Ticket.objects.filter(pk=ticket.pk).update(
            state="missed" if missed else "done",
            window=window("1" if serial % 3 else "2"),
            officer=BATU if serial % 3 else SARNAI,
            calls=3 if missed else 1,
            taken_at=taken_at,
            queued_at=taken_at,
            first_called_at=called_at,
            called_at=called_at,
            serving_at=None if missed else called_at,
            finished_at=called_at + timedelta(minutes=9),
        )
    for letter in "AABAABCA":
        taken(letter)
    for number, label in ((SARNAI, "2"), (BATU, "1")):
        seated(number, label)
        services.call_next(by=cases.officer(number))


def _week() -> None:
    """Today's seats are taken already; the other days of the week have their shifts."""
    today = timezone.localdate()
    for day in {1, 2, 3, 4} - {today.weekday()}:
        for number, label in ((BATU, "1"), (SARNAI, "2"), ("WLG-ZW-05", "3")):
            for begins, ends in OFFICE_HOURS:
                on = today + timedelta(days=day - today.weekday())
                shifts.plan_shift(
                    window(label).pk,
                    number,
                    hall_id=hall().pk,
                    begins_at=datetime.combine(on, begins, SHANGHAI),
                    ends_at=datetime.combine(on, ends, SHANGHAI),
                )


def _appointments() -> None:
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    for number, name in enumerate(("乌云", "陈国强", "白音")):
        begins = noon + timedelta(minutes=30 * number)
        Appointment.objects.create(
            hall=hall(),
            applicant=cases.an_applicant(name),
            bundle_code="company-opening",
            day=begins.date(),
            begins_at=begins,
            ends_at=begins + timedelta(minutes=30),
            code=f"48291{number}",
            booked_at=timezone.now(),
        )


def _results(name: str, *, arrived: bool = True) -> Submission:
    """All on the shelf; or the seals are still with their maker."""
    submission = cases.decided(cases.in_review(cases.filed(cases.an_applicant(name))))
    issuance.issue(submission.pk)
    waiting = Certificate.objects.filter(batch__submission=submission, arrived_at__isnull=True)
    for one in waiting if arrived else ():
        issuance.arrive(one.pk, shelf="A1", by=cases.clerk())
    return cases.fresh(submission)


def _late() -> None:
    submission = cases.in_review(cases.filed(cases.an_applicant("赵永福")))
    now = timezone.now()
    items = WorkItem.objects.filter(submission=submission).order_by("position")
    for item, hours in zip(items, LATE, strict=True):
        WorkItem.objects.filter(pk=item.pk).update(promised_due=now + timedelta(hours=hours))


def _kiosk() -> str:
    services.register_kiosk(hall(), "西门", by=cases.clerk())
    _kiosk_row, word = services.register_kiosk(hall(), "正门", by=cases.clerk())
    return services.pair_kiosk(word)[1]


def _beside() -> str:
    """The screen of somebody who sits at the counter while their form is filled in."""
    draft = cases.draft(cases.an_applicant("苏雅"))
    officer = Officer.objects.select_related("department", "hall").get(number=BATU)
    by = Actor.for_helper(officer, draft.applicant)
    return casework.assist(draft.pk, present=draft.applicant, by=by).secret
