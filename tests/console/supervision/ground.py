"""A hall with a past: cases, items late and in time, numbers called and missed."""

from __future__ import annotations

from datetime import datetime, timedelta

from bundles.casework.models import Submission, WorkItem
from bundles.reception.models import Ticket
from departments.calendar import SHANGHAI
from tests import cases
from tests.reception.floor import hall, window

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)


def numbers() -> None:
    """Two windows, two hours: waits of 2, 4, 6 … minutes, served for ten, one missed, two wait."""
    for serial in range(1, 13):
        taken = NOON - timedelta(hours=3 if serial <= 6 else 2, minutes=-serial)
        called = taken + timedelta(minutes=2 * serial)
        Ticket.objects.create(
            hall=hall(),
            day=NOON.date(),
            letter="A",
            serial=serial,
            bundle_code="company-opening",
            state="missed" if serial == 12 else "done",
            window=window("1" if serial % 2 else "2"),
            officer="WLG-ZW-01",
            calls=1,
            taken_at=taken,
            queued_at=taken,
            first_called_at=called,
            called_at=called,
            serving_at=None if serial == 12 else called,
            finished_at=called + timedelta(minutes=10),
        )
    for serial in (13, 14):
        Ticket.objects.create(
            hall=hall(),
            day=NOON.date(),
            letter="A",
            serial=serial,
            taken_at=NOON,
            queued_at=NOON,
        )


def late_and_soon() -> Submission:
    """One case of six items: two late, one due within the hour, one settled in time, one late."""
    submission = cases.in_review()
    Submission.objects.filter(pk=submission.pk).update(submitted_at=NOON - timedelta(hours=2))
    items = list(WorkItem.objects.filter(submission=submission).order_by("position"))
    dues = (-30, -2, 1, 200, 200, 200)
    for item, hours in zip(items, dues, strict=True):
        WorkItem.objects.filter(pk=item.pk).update(promised_due=NOON + timedelta(hours=hours))
    for item, hours in ((items[4], 100), (items[5], -5)):
        done = {"settled_at": NOON - timedelta(hours=1), "status": "approved"}
        WorkItem.objects.filter(pk=item.pk).update(
            promised_due=NOON + timedelta(hours=hours), **done
        )
    return submission


def from_the_counter() -> Submission:
    """Handed in at a counter an hour ago, and sent back."""
    submission = cases.filed()
    cases.services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[cases.services.Defect(about="material:M07", text="章程缺少第二页。")],
        by=cases.clerk(),
    )
    Submission.objects.filter(pk=submission.pk).update(
        submitted_at=NOON - timedelta(hours=1), taken_in_at=hall()
    )
    return submission


def of_another_hall() -> None:
    """Nothing of it may be counted."""
    other = cases.in_review()
    Submission.objects.filter(pk=other.pk).update(
        hall=cases.Hall.objects.get(code="xlht-hall"), submitted_at=NOON - timedelta(hours=1)
    )
    WorkItem.objects.filter(submission=other).update(promised_due=NOON - timedelta(hours=9))
