"""What a case's plan is drawn under besides its answers: the one place that says so.

``plan(version, answers, …, **present(submission))`` of what is being filled in,
``**filed(filing)`` of what was handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TypedDict

from django.utils import timezone

from applicants.barring import is_barred
from bundles.casework.models import Commitment, CommitmentEnding, Filing, Submission

from .lookups import missing_now


class Circumstances(TypedDict, total=False):
    """``missing`` says of shared materials why the applicant hands them in after all; ``barred``
    that commitments are closed to the applicant; ``ordinary`` are the items whose promises they
    took back.
    """

    missing: Mapping[str, str]
    barred: bool
    ordinary: Set[str]


def present(submission: Submission) -> Circumstances:
    """As things stand now: for a draft, and for what is being put right."""
    barred = is_barred(submission.applicant, on=timezone.localdate())
    return _said(missing_now(submission), barred=barred, ordinary=ordinary(submission.pk))


def filed(filing: Filing) -> Circumstances:
    """As they were when it was handed in (T8); only a promise taken back changes them later."""
    content = filing.content
    return _said(
        content.get("missing"),
        barred=content.get("barred", False),
        ordinary=ordinary(filing.submission_id),
    )


def ordinary(submission_id: int) -> frozenset[str]:
    """Items that go the ordinary way because their promises were taken back."""
    ended = Commitment.objects.filter(submission=submission_id, ending=CommitmentEnding.WITHDRAWN)
    return frozenset(ended.values_list("item", flat=True))


def _said(
    missing: Mapping[str, str] | None, *, barred: bool, ordinary: frozenset[str]
) -> Circumstances:
    """Only what is so: an ordinary case is planned as if there were nothing of the kind."""
    said: Circumstances = {}
    if missing:
        said["missing"] = missing
    if barred:
        said["barred"] = True
    if ordinary:
        said["ordinary"] = ordinary
    return said
