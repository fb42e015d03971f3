"""What waits for whom: a department's queue, a hall's desk, an applicant's own cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from bundles.casework.models import (
    Decision,
    Filing,
    HandedMaterial,
    MachineStep,
    Submission,
    WorkItem,
)
from bundles.casework.selectors.lines import unread
from bundles.catalogue import versions
from bundles.catalogue.answers import only


def of_department(department_code: str) -> QuerySet[WorkItem]:
    """Every work item of one department, open or settled, and no other department's."""
    items = WorkItem.objects.filter(department__code=department_code).select_related("submission")
    return items.defer("submission__answers", "submission__refusal")


def of_hall(hall_code: str) -> QuerySet[Submission]:
    """The cases a hall decides and hands over, or took in for another, without their contents.

    Drafts are nobody's but the applicant's. Where only the deciding hall acts, ask for its own key.
    """
    theirs = Q(hall__code=hall_code) | Q(taken_in_at__code=hall_code)
    return (
        Submission.objects.filter(theirs, number__isnull=False)
        .exclude(status="draft")
        .defer("answers", "refusal")
    )


def of_applicant(applicant_id: int) -> QuerySet[Submission]:
    """An applicant's own cases, newest first."""
    return Submission.objects.filter(applicant_id=applicant_id)


def stalled_of_hall(hall_code: str) -> QuerySet[MachineStep]:
    """Machine steps that failed too often and now wait for a person of the hall."""
    return (
        MachineStep.objects.filter(submission__hall__code=hall_code, stalled_at__isnull=False)
        .select_related("submission")
        .defer(*unread("submission__"))
    )


def latest_filing(submission_id: int) -> Filing | None:
    """What was handed in last; None for a draft."""
    return Filing.objects.filter(submission_id=submission_id).order_by("-sequence").first()


def latest_filings(submission_ids: Iterable[int]) -> dict[int, Filing]:
    """What was handed in last for each of several cases, by their keys."""
    rows = Filing.objects.filter(submission__in=submission_ids)
    newest = rows.order_by("submission_id", "-sequence").distinct("submission_id")
    return {filing.submission_id: filing for filing in newest}


def answers_for(work_item: WorkItem) -> dict[str, Any]:
    """Of the answers handed in, just what the item declares."""
    filing = latest_filing(work_item.submission_id)
    version = versions.version(work_item.submission.version_id)
    return only(version, filing.content["answers"], work_item.key) if filing else {}


def materials_for(work_item: WorkItem) -> list[dict[str, Any]]:
    """Of the materials handed in, just what the item declares."""
    filing = latest_filing(work_item.submission_id)
    version = versions.version(work_item.submission.version_id)
    declared = set(version.item(work_item.key).materials)
    materials = filing.content["materials"] if filing else []
    return [material for material in materials if material["key"] in declared]


def material_for(work_item: WorkItem, sha256: str) -> HandedMaterial | None:
    """The file behind one of ``materials_for``; None when the item does not declare it."""
    if sha256 not in {material["sha256"] for material in materials_for(work_item)}:
        return None
    return (
        HandedMaterial.objects.filter(submission=work_item.submission_id, sha256=sha256)
        .select_related("document")
        .first()
    )


def results_for(work_item: WorkItem) -> dict[str, dict[str, Any]]:
    """Of earlier items' result data, just the keys the item declares to see, by item key."""
    version = versions.version(work_item.submission.version_id)
    shared = {each.item: each.keys for each in version.item(work_item.key).sees}
    decisions = Decision.objects.filter(
        work_item__submission=work_item.submission_id,
        work_item__key__in=shared,
        outcome="approved",
    ).select_related("work_item")
    return {
        decision.work_item.key: {
            key: decision.result[key]
            for key in shared[decision.work_item.key]
            if key in decision.result
        }
        for decision in decisions
    }
