"""What issuance has begun and not ended: batches left open, handovers without a record."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from bundles.casework.models import MachineStep
from bundles.casework.states import SubmissionStatus
from bundles.issuance.models import Batch
from bundles.papers.kinds import PaperKind
from bundles.papers.lingering import WINDOW
from bundles.papers.models import Paper


def unfinished(now: datetime) -> Iterable[int]:
    """Ids of cases still in review whose reserved batch is not out yet, stalled ones left out.

    A batch takes the case's moment with it, so nothing else would ring for a worker killed between
    two steps.
    """
    stalled = MachineStep.objects.filter(
        submission=OuterRef("submission"), name="issue", stalled_at__isnull=False
    )
    return (
        Batch.objects.filter(issued_at__isnull=True, submission__status=SubmissionStatus.IN_REVIEW)
        .exclude(Exists(stalled))
        .order_by("submission")
        .values_list("submission", flat=True)
    )


def unrecorded(now: datetime) -> Iterable[int]:
    """Ids of recent cases with a batch handed over and no record of it, stalled ones left out."""
    subject = Concat(Value("batch:"), Cast(OuterRef("pk"), CharField()))
    recent = Batch.objects.order_by("-pk").values("pk")[:WINDOW]
    stalled = MachineStep.objects.filter(
        submission=OuterRef("submission"), name="handover_record", stalled_at__isnull=False
    )
    return (
        Batch.objects.filter(pk__in=recent, handed_over_at__isnull=False, signed_with__isnull=True)
        .exclude(Exists(Paper.objects.filter(kind=PaperKind.HANDOVER, subject=subject)))
        .exclude(Exists(stalled))
        .order_by("submission")
        .values_list("submission", flat=True)
        .distinct()
    )
