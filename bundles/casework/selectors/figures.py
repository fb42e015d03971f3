"""What the head of a hall asks of its cases: each figure is the cases behind it, to be counted.

Every function gives rows, never a number: what is counted on a page and what is listed behind it
are the same rows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bundles.casework.models import Correction, Submission, WorkItem
from bundles.casework.states import SubmissionStatus

SETTLED_TOO_LATE: Final = Q(settled_at__gt=F("promised_due"))


def handed_in(hall_id: int, begins: datetime, ends: datetime) -> QuerySet[Submission]:
    """Cases received between two moments, by whatever way they came."""
    return Submission.objects.filter(
        hall=hall_id, submitted_at__gte=begins, submitted_at__lt=ends
    ).defer("answers", "refusal")


def sent_back(hall_id: int, begins: datetime, ends: datetime) -> QuerySet[Submission]:
    """Of those, the ones the window had to ask to put right."""
    asked = Correction.objects.filter(submission=OuterRef("pk"), work_item__isnull=True)
    return handed_in(hall_id, begins, ends).filter(Exists(asked))


def late(hall_id: int, now: datetime) -> QuerySet[WorkItem]:
    """Open items whose promised time has run out, the longest overdue first."""
    return _open(hall_id).filter(promised_due__lt=now)


def due_until(hall_id: int, now: datetime, until: datetime) -> QuerySet[WorkItem]:
    """Open items that will be late unless somebody moves before ``until``."""
    return due_before(hall_id, until).filter(promised_due__gte=now)


def due_before(hall_id: int, until: datetime) -> QuerySet[WorkItem]:
    """Both together: open items that are late, or will be by ``until``."""
    return _open(hall_id).filter(promised_due__lt=until)


def settled(hall_id: int, begins: datetime, ends: datetime) -> QuerySet[WorkItem]:
    """Items that came to an end between two moments and had a promised day."""
    return _items(hall_id).filter(
        settled_at__gte=begins, settled_at__lt=ends, promised_due__isnull=False
    )


def settled_late(hall_id: int, begins: datetime, ends: datetime) -> QuerySet[WorkItem]:
    return settled(hall_id, begins, ends).filter(SETTLED_TOO_LATE)


def _open(hall_id: int) -> QuerySet[WorkItem]:
    """Only a case in review has open items: said here, it is found by the hall's few of those."""
    return (
        _items(hall_id)
        .filter(settled_at__isnull=True, submission__status=SubmissionStatus.IN_REVIEW)
        .order_by("promised_due", "id")
    )


def _items(hall_id: int) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(submission__hall=hall_id).order_by("-settled_at", "-id")
