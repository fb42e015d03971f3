"""Cases whose letters have not been made though the facts call for them."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from bundles.casework.models import (
    Commitment,
    Correction,
    Decision,
    Filing,
    FollowUpStep,
    LaterPromise,
    MachineStep,
    Outcome,
    Submission,
)
from bundles.casework.states import SubmissionStatus
from bundles.papers.commitments import STEP_KINDS
from bundles.papers.kinds import PaperKind
from bundles.papers.models import Paper

WINDOW = 20_000
"""So many of the newest rows are looked at: hours of outage at peak, and no scan of ten million."""


def unprinted(now: datetime) -> Iterable[int]:
    """Ids of recent cases that lack a letter, leaving out those whose printing stands on a desk."""
    submissions = Submission.objects.all()
    lacking = chain(
        _lacking(Filing.objects.all(), PaperKind.RECEIPT, "filing").values_list("submission"),
        _lacking(Correction.objects.all(), PaperKind.CORRECTION, "correction").values_list(
            "submission"
        ),
        _lacking(
            submissions.filter(accepted_at__isnull=False), PaperKind.ACCEPTANCE, "submission"
        ).values_list("pk"),
        _lacking(
            submissions.filter(Exists(_dated_promises())), PaperKind.LATER_PROMISE, "submission"
        ).values_list("pk"),
        _lacking(
            Filing.objects.filter(Exists(_commitments())), PaperKind.COMMITMENT_LETTER, "filing"
        ).values_list("submission"),
        *(
            _lacking(FollowUpStep.objects.filter(stage=stage), kind, "follow_up_step").values_list(
                "follow_up__work_item__submission"
            )
            for stage, kind in STEP_KINDS.items()
        ),
        _lacking(
            submissions.filter(status=SubmissionStatus.REFUSED), PaperKind.REFUSAL, "submission"
        ).values_list("pk"),
        _lacking(
            Decision.objects.filter(outcome=Outcome.REJECTED),
            PaperKind.REJECTION,
            "work_item",
            key="work_item_id",
        ).values_list("work_item__submission"),
    )
    stalled = MachineStep.objects.filter(name="papers", stalled_at__isnull=False)
    return sorted({pk for (pk,) in lacking} - set(stalled.values_list("submission_id", flat=True)))


def _commitments() -> QuerySet[Commitment]:
    return Commitment.objects.filter(filing=OuterRef("pk"))


def _dated_promises() -> QuerySet[LaterPromise]:
    return LaterPromise.objects.filter(submission=OuterRef("pk"), due_on__isnull=False)


def _lacking(
    rows: QuerySet[Any], kind: PaperKind, prefix: str, *, key: str = "pk"
) -> QuerySet[Any]:
    subject = Concat(Value(f"{prefix}:"), Cast(OuterRef(key), CharField()))
    recent = rows.model.objects.order_by("-pk").values("pk")[:WINDOW]
    return rows.filter(pk__in=recent).exclude(
        Exists(Paper.objects.filter(kind=kind, subject=subject))
    )
