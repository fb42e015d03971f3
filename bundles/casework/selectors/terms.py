"""Under which terms the plan of a case is drawn, besides its answers."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from applicants.barring import is_barred
from bundles.casework.models import Commitment, CommitmentEnding, Filing, Submission
from bundles.casework.selectors.lookups import missing_now


def terms_now(submission: Submission) -> dict[str, Any]:
    """As things stand: for what is being filled in, reviewed, or about to be filed.

    ``barred``: the applicant is on the bad-credit list. ``ordinary``: items whose promises the
    applicant took back. ``missing``: what no register gave.
    """
    return {
        "barred": is_barred(submission.applicant, on=timezone.localdate()),
        "ordinary": ordinary(submission.pk),
        "missing": missing_now(submission),
    }


def terms_of(filing: Filing) -> dict[str, Any]:
    """As they were when it was filed; only a promise taken back since changes them (T8)."""
    return {
        "barred": filing.content.get("barred", False),
        "ordinary": ordinary(filing.submission_id),
        "missing": filing.content.get("missing", {}),
    }


def ordinary(submission_id: int) -> frozenset[str]:
    """Items that go the ordinary way because their promises were taken back."""
    return frozenset(
        Commitment.objects.filter(
            submission=submission_id, ending=CommitmentEnding.WITHDRAWN
        ).values_list("item", flat=True)
    )
