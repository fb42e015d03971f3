"""Quick questions to departments before acceptance: which stand, and what they may look at."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from bundles.casework.models import Filing, PreCheck, Submission
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.answers import only
from bundles.catalogue.definition import Version


def standing(submission: Submission) -> dict[str, PreCheck]:
    """The last question about each item of the case, by item key."""
    asked = PreCheck.objects.filter(submission=submission).select_related("department", "filing")
    return {one.key: one for one in asked.order_by("id")}


def pre_checks_of_department(code: str) -> QuerySet[PreCheck]:
    """What one department was ever asked and is still about the present filing, oldest first."""
    newer = PreCheck.objects.filter(
        submission=OuterRef("submission"), key=OuterRef("key"), pk__gt=OuterRef("pk")
    )
    return (
        PreCheck.objects.filter(department__code=code)
        .exclude(Exists(newer))
        .select_related("submission", "department")
        .defer("submission__answers", "submission__refusal")
        .order_by("id")
    )


def waiting_for_department(code: str) -> QuerySet[PreCheck]:
    """Of those, what the department has not answered while the case waits for acceptance."""
    return pre_checks_of_department(code).filter(
        answer="", submission__status=SubmissionStatus.SUBMITTED
    )


def looked_at(version: Version, key: str, filing: Filing) -> dict[str, Any]:
    """Of a filing, just what the item declares: ``{"answers": …, "materials": […]}``."""
    declared = set(version.item(key).materials)
    return {
        "answers": only(version, filing.content["answers"], key),
        "materials": [one for one in filing.content["materials"] if one["key"] in declared],
    }
