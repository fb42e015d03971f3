"""Checks of what was promised: whose they are, and what each still wants."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from bundles.casework.models import Commitment, FollowUp, WorkItem


def of_department(code: str) -> QuerySet[FollowUp]:
    """Checks a department makes, and those of its own decisions that another one makes."""
    own = Q(department__code=code) | Q(work_item__department__code=code)
    return (
        FollowUp.objects.filter(own)
        .select_related("department", "work_item__submission", "work_item__department")
        .defer("work_item__submission__answers", "work_item__submission__refusal")
        .order_by("id")
    )


def promised_for(work_item: WorkItem) -> list[Commitment]:
    """The promises that stood when the item was decided; of an open one, those that stand now."""
    made = Commitment.objects.filter(submission=work_item.submission_id, item=work_item.key)
    return list(made.filter(ended_at__isnull=True).select_related("filing").order_by("id"))
