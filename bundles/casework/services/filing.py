"""Freeze what is handed in: the answers and materials exactly as the applicant reviewed them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from bundles.casework.exceptions import AnswersIncomplete, MaterialsMissing, ReviewChanged
from bundles.casework.models import Filing
from bundles.casework.selectors.review import handed_in, review_hash
from bundles.casework.words import fit_for_paper
from bundles.catalogue.answers import check
from bundles.catalogue.plan import plan

from .moves import Case


def file(case: Case, *, reviewed: str) -> Filing:
    """Check everything and store it as the next filing of the case.

    ``reviewed`` is the hash shown on the page of answers the applicant confirmed (T6). Raises
    ``ReviewChanged``, ``AnswersIncomplete`` with every problem, ``MaterialsMissing`` with every
    key, ``NotForPaper`` for an applicant whose name no letter can carry.
    """
    submission = case.submission
    fit_for_paper(submission.applicant.name)
    materials = handed_in(submission)
    hashed = review_hash(submission, materials=materials)
    if reviewed != hashed:
        raise ReviewChanged
    checked = check(case.version, submission.answers)
    if checked.problems:
        raise AnswersIncomplete(checked.problems)
    _complete(case, checked.values, {material["key"] for material in materials})
    return Filing.objects.create(
        submission=submission,
        sequence=submission.filings.count() + 1,
        content={"answers": checked.values, "materials": materials},
        review_hash=hashed,
        filed_at=case.at,
    )


def _complete(case: Case, answers: dict[str, Any], present: set[str]) -> None:
    today = timezone.localdate(case.at)
    planned = plan(case.version, answers, on=today, calendar=case.calendar)
    missing = [asked.material.key for asked in planned.asked if asked.material.key not in present]
    if missing:
        raise MaterialsMissing(missing)
