"""What waits at a hall's desk: to arrive, to be collected, to be chased, on its way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from bundles.casework.models import Submission
from bundles.casework.selectors.lines import unread
from bundles.issuance.models import Batch, Certificate, Parcel, Proof

OVERDUE_AFTER: Final = timedelta(days=10)
"""How long results lie ready before their applicant is reminded, and again each time (ours)."""


def _absent() -> QuerySet[Certificate]:
    """What keeps a batch from being signed out: still to come, or on its way by post. What the post
    has delivered holds the rest back no longer.
    """
    return Certificate.objects.filter(batch=OuterRef("pk")).filter(
        Q(arrived_at__isnull=True) | Q(parcel__isnull=False, parcel__delivered_at__isnull=True)
    )


def ready_batches(submission: Submission) -> list[Batch]:
    """Batches of a case that can be signed out now, in order: all that is left of each of them."""
    return list(
        Batch.objects.filter(
            submission=submission, issued_at__isnull=False, handed_over_at__isnull=True
        )
        .exclude(Exists(_absent()))
        .order_by("sequence")
    )


def lying(submission: Submission) -> QuerySet[Certificate]:
    """Results of a case that may go into a parcel now, in order: at the desk and in no parcel, of
    batches of which nothing is still to come.

    What belongs together is not sent in pieces because one piece is late; a batch of which some
    went into an earlier parcel had all arrived by then.
    """
    found = _lying().filter(batch__submission=submission)
    return found.order_by("batch__sequence", "work_item__position", "nth")


def _lying() -> QuerySet[Certificate]:
    coming = Certificate.objects.filter(batch=OuterRef("batch"), arrived_at__isnull=True)
    return Certificate.objects.filter(
        ~Exists(coming),
        batch__issued_at__isnull=False,
        batch__handed_over_at__isnull=True,
        parcel__isnull=True,
    )


def open_batches(hall_id: int) -> QuerySet[Any]:
    """Issued and not handed over, with the case and its applicant; how many ``results`` of each
    are in no parcel, and ``since`` when the last of them lies at the desk.

    Both are asked row by row: only the rows of a page are then asked at all.
    """
    own = Certificate.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
    return (
        Batch.objects.filter(
            submission__hall=hall_id, issued_at__isnull=False, handed_over_at__isnull=True
        )
        .select_related("submission__applicant")
        .defer("manifest", *unread("submission__"))
        .annotate(
            results=Subquery(
                own.filter(parcel__isnull=True).annotate(all=Count("pk")).values("all")
            ),
            since=Greatest(
                "issued_at", Subquery(own.annotate(last=Max("arrived_at")).values("last"))
            ),
        )
    )


def ready(hall_id: int) -> QuerySet[Any]:
    """Lying on the shelf, whatever was issued first."""
    return open_batches(hall_id).exclude(Exists(_absent())).order_by("issued_at", "id")


def overdue(hall_id: int, now: datetime | None = None) -> QuerySet[Any]:
    """On the shelf for longer than anybody should need to come."""
    return ready(hall_id).filter(since__lte=(now or timezone.now()) - OVERDUE_AFTER)


def awaited(hall_id: int) -> QuerySet[Certificate]:
    """Results issued on paper of somebody else's making that are not at the desk yet; announced
    ones first.
    """
    return (
        Certificate.objects.filter(
            batch__submission__hall=hall_id,
            issued_at__isnull=False,
            arrived_at__isnull=True,
            batch__handed_over_at__isnull=True,
        )
        .select_related("work_item__order", "batch__submission__applicant")
        .defer("batch__manifest", *unread("batch__submission__"))
        .order_by("announced_at", "issued_at", "id")
    )


def underway(hall_id: int) -> QuerySet[Any]:
    """Packed or sent, oldest first; ``left`` is how many results of its case still lie here to go
    into another.
    """
    rest = _lying().filter(batch__submission=OuterRef("submission")).order_by()
    left = rest.values("batch__submission").annotate(all=Count("pk")).values("all")
    return (
        Parcel.objects.filter(
            submission__hall=hall_id, delivered_at__isnull=True, returned_at__isnull=True
        )
        .select_related("submission__applicant")
        .defer(*unread("submission__"))
        .annotate(left=Subquery(left))
        .order_by("packed_at", "id")
    )


def handed_over_on(hall_id: int, since: datetime) -> QuerySet[Batch]:
    """Signed out since then, newest first."""
    return (
        Batch.objects.filter(submission__hall=hall_id, handed_over_at__gte=since)
        .select_related("submission__applicant")
        .defer("manifest", "signature", *unread("submission__"))
        .annotate(results=Count("certificates"))
        .order_by("-handed_over_at", "-id")
    )


def unscanned(hall_id: int) -> QuerySet[Batch]:
    """Signed on paper, the paper not scanned in yet."""
    return Batch.objects.filter(
        submission__hall=hall_id,
        handed_over_at__isnull=False,
        proof=Proof.PAPER,
        scan_sha256="",
        signed_with__isnull=True,
    ).order_by("handed_over_at")
