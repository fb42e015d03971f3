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
from bundles.casework.promises import may_promise
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.reasons import Missing
from bundles.catalogue.versions import version

from .lookups import missing_now


class Circumstances(TypedDict, total=False):
    """``missing`` says of shared materials why the applicant hands them in after all; ``barred``
    that commitments are closed to the applicant; ``ordinary`` are the items whose promises they
    took back.
    """

    missing: Mapping[str, Missing]
    barred: bool
    ordinary: Set[str]


def present(submission: Submission) -> Circumstances:
    """As things stand now: for a draft, and for what is being put right."""
    missing = missing_now(submission)
    if not may_promise(version(submission.version_id)):
        return _said(missing, barred=False, ordinary=frozenset())
    return _said(missing, barred=barred_now(submission), ordinary=ordinary(submission.pk))


def filed(filing: Filing) -> Circumstances:
    """As they were when it was handed in (T8); only a promise taken back changes them later."""
    content = filing.content
    taken_back = ordinary(filing.submission_id) if _promised(filing) else frozenset()
    return _said(content.get("missing"), barred=content.get("barred", False), ordinary=taken_back)


def barred_now(submission: Submission) -> bool:
    """Whether commitments are closed to the applicant, where the bundle knows any at all.

    Once handed in, as it was then: a list that changes while something is put right would ask for
    papers at places nobody opened, and leave items decided on promises that are gone.
    """
    if not may_promise(version(submission.version_id)):
        return False
    if submission.state is not SubmissionStatus.DRAFT:
        last = submission.filings.order_by("-sequence").first()
        return last is not None and bool(last.content.get("barred", False))
    return is_barred(submission.applicant, on=timezone.localdate())


def _promised(filing: Filing) -> bool:
    return bool(may_promise(version(filing.submission.version_id)))


def ordinary(submission_id: int) -> frozenset[str]:
    """Items that go the ordinary way because their promises were taken back."""
    ended = Commitment.objects.filter(submission=submission_id, ending=CommitmentEnding.WITHDRAWN)
    return frozenset(ended.values_list("item", flat=True))


def _said(
    missing: Mapping[str, Missing] | None, *, barred: bool, ordinary: frozenset[str]
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
