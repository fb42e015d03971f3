"""Checks of what was promised: whose they are, and what each still wants."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from bundles.casework.models import Commitment, FollowUp, WorkItem
from bundles.casework.promises import Promise, may_promise
from bundles.catalogue import versions

from .commitments import made_with


def of_department(code: str) -> QuerySet[FollowUp]:
    """Checks a department makes, and those of its own decisions that another one makes."""
    own = Q(department__code=code) | Q(work_item__department__code=code)
    return (
        FollowUp.objects.filter(own)
        .select_related("department", "work_item__submission", "work_item__department")
        .defer("work_item__submission__answers", "work_item__submission__refusal")
        .order_by("id")
    )


def promised_for(work_item: WorkItem) -> list[tuple[Commitment, Promise]]:
    """The promises that stand for an item, each with its words as they were ticked."""
    version = versions.version(work_item.submission.version_id)
    if work_item.key not in may_promise(version):
        return []
    rows = Commitment.objects.filter(
        submission=work_item.submission_id, item=work_item.key, ended_at__isnull=True
    )
    words: dict[int, dict[str, Promise]] = {}
    found = []
    for row in rows.select_related("filing").order_by("id"):
        if row.filing_id not in words:
            words[row.filing_id] = {one.key: one for one in made_with(row.filing, version)}
        found.append((row, words[row.filing_id][row.key]))
    return found
