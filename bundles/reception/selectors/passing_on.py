"""What a hall has to pass on, has sent, and is to receive."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from bundles.casework.models import Event, Submission
from bundles.casework.selectors.lines import unread
from bundles.casework.states import OVER, SubmissionStatus
from bundles.reception.models import TransferBag, TransferList
from departments.models import Hall


def for_others(hall: Hall) -> QuerySet[Submission]:
    """Cases taken in here for other halls, the oldest first, drafts excepted."""
    return (
        Submission.objects.filter(taken_in_at=hall.pk, number__isnull=False)
        .exclude(hall=F("taken_in_at"))
        .exclude(status=SubmissionStatus.DRAFT)
        .defer(*unread())
        .select_related("applicant", "hall")
        .order_by("submitted_at", "id")
    )


def to_forward(hall: Hall) -> QuerySet[Submission]:
    """Those the deciding hall has not been told of, nor begun on by itself."""
    return for_others(hall).filter(forwarded_at__isnull=True, status=SubmissionStatus.SUBMITTED)


def bags_to_send(hall: Hall) -> QuerySet[Submission]:
    """Those whose bag is on no list yet, and of which nobody said that there is none."""
    bag = TransferBag.objects.filter(submission=OuterRef("pk"), listed=True)
    without = Event.objects.filter(
        submission=OuterRef("pk"), kind="submission.forwarded", data__paper=0
    )
    open_ones = for_others(hall).exclude(status__in=OVER)
    return open_ones.exclude(Exists(bag)).exclude(Exists(without))


def lists_of(hall: Hall) -> QuerySet[TransferList]:
    """All lists from and to a hall, newest first, with how many bags are on each."""
    return (
        TransferList.objects.filter(
            Q(from_hall=hall.pk) | Q(to_hall=hall.pk, closed_at__isnull=False)
        )
        .select_related("from_hall", "to_hall")
        .annotate(count=Count("bags", filter=Q(bags__listed=True)))
        .order_by("-id")
    )


def not_there_yet(hall: Hall) -> QuerySet[TransferList]:
    """Lists of a hall that are open, on their way from it, or on their way to it; oldest first."""
    return lists_of(hall).filter(received_at__isnull=True).order_by("id")
