"""What applicants answered to the questions, and nothing else of them: to try a version on."""

from __future__ import annotations

from typing import Any

from bundles.casework.models import Filing, Submission
from bundles.catalogue.form import QUESTIONS

LAST = 1000


def filed(bundle_code: str, division_code: str, *, last: int = LAST) -> list[dict[str, Any]]:
    """The ``last`` filed cases of a bundle in a division, the latest first, each as
    ``{"questions": {key: answer}, "barred": bool}``.

    As last handed in. Answers to questions are choices and numbers: nobody can be told by them,
    and no case is named.
    """
    cases = (
        Submission.objects.filter(
            version__bundle__code=bundle_code,
            version__division=division_code,
            submitted_at__isnull=False,
        )
        .order_by("-submitted_at")
        .values_list("pk", flat=True)[:last]
    )
    filings = (
        Filing.objects.filter(submission__in=list(cases))
        .order_by("submission_id", "-sequence")
        .distinct("submission_id")
        .only("content")
    )
    return [_scenario(filing.content) for filing in filings.iterator(chunk_size=200)]


def _scenario(content: dict[str, Any]) -> dict[str, Any]:
    return {
        QUESTIONS: dict(content["answers"].get(QUESTIONS) or {}),
        "barred": bool(content.get("barred", False)),
    }
