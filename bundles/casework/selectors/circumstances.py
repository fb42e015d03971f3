"""What a case's plan is drawn under besides its answers: the one place that says so.

``plan(version, answers, …, **present(submission))`` of what is being filled in,
``**filed(filing)`` of what was handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from bundles.casework.models import Filing, Submission

from .lookups import missing_now


class Circumstances(TypedDict, total=False):
    """``missing`` says of shared materials why the applicant hands them in after all."""

    missing: Mapping[str, str]


def present(submission: Submission) -> Circumstances:
    """As things stand now: for a draft, and for what is being put right."""
    missing = missing_now(submission)
    return {"missing": missing} if missing else {}


def filed(filing: Filing) -> Circumstances:
    """As they were when it was handed in (T8)."""
    missing = filing.content.get("missing")
    return {"missing": missing} if missing else {}
