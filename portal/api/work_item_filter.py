"""By what a department may narrow the list of its work items."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import rest_framework as filters

from bundles.casework.models import Event, Filing, WorkItem
from bundles.casework.states import WorkItemStatus

from .filters import KeysFilter, MomentFilter, WordsFilter


class WorkItemFilter(filters.FilterSet):
    status = WordsFilter(
        choices=WorkItemStatus.choices,
        lookup_expr="in",
        help_text="状态，多个用逗号分隔。 Status; several with commas.",
    )
    key = KeysFilter(
        lookup_expr="in", help_text="事项代号，多个用逗号分隔。 Item key; several with commas."
    )
    due_before = MomentFilter(
        field_name="promised_due",
        lookup_expr="lt",
        help_text="承诺时限早于（RFC 3339）。 Promised before.",
    )
    due_after = MomentFilter(
        field_name="promised_due",
        lookup_expr="gte",
        help_text="承诺时限不早于（RFC 3339）。 Promised at or after.",
    )
    claimed_by = filters.CharFilter(
        field_name="officer", help_text="签收人工号。 Number of the officer who claimed it."
    )
    case_number = filters.CharFilter(
        field_name="submission__number", help_text="一件事的编号。 Number of the whole case."
    )
    changed_since = MomentFilter(
        method="changed",
        help_text="此刻以来有变化的（RFC 3339）；可能多给，不会少给。要不重不漏请读 events。 "
        "Changed since; may give more, never less. To follow along exactly read events.",
    )

    class Meta:
        model = WorkItem
        fields: list[str] = []

    def changed(self, rows: QuerySet[WorkItem], name: str, since: datetime) -> QuerySet[WorkItem]:
        """By the ledger, or by a newer filing of the case, which may have changed its inputs."""
        own = Event.objects.filter(work_item=OuterRef("pk"), at__gte=since)
        filed = Filing.objects.filter(submission=OuterRef("submission"), filed_at__gte=since)
        return rows.filter(Q(Exists(own)) | Q(Exists(filed)))
