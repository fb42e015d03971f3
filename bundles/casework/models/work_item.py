"""The part of a submission that one department decides (部门办理件)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bundles.casework.states import SETTLED, WorkItemStatus


class WorkItem(models.Model):
    """One item of one case in one department's queue.

    ``number`` is the national 43-character case number (办件编号); ``officer`` the number of the
    officer who claimed it; ``revision`` changes whenever anything the department can see changes.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="work_items"
    )
    key = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=43, unique=True)
    department = models.ForeignKey(
        "departments.Department", on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=16, choices=WorkItemStatus.choices, default=WorkItemStatus.WAITING
    )
    revision = models.PositiveIntegerField(default=1)
    officer = models.CharField(max_length=32, blank=True, default="")
    opened_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    promised_due = models.DateTimeField(null=True)
    legal_due = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)
    by_commitment = models.BooleanField(default=False)
    """Decided at once on what the applicant promises, by the limits of that; false again once they
    took the promise back.
    """

    class Meta:
        ordering = ["submission_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "key"], name="work_item_once_per_case"),
            models.CheckConstraint(
                name="work_item_settled_has_moment",
                condition=Q(status__in=sorted(SETTLED)) ^ Q(settled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="work_item_claimed_has_officer",
                condition=~Q(status="claimed") | ~Q(officer=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "status", "promised_due", "id"],
                name="work_item_queue",
                condition=Q(settled_at__isnull=True),
            ),
            models.Index(fields=["department", "-id"], name="work_item_of_department"),
            # What is late, and what was settled in time: a few rows of a day among millions.
            models.Index(
                fields=["promised_due"],
                name="work_item_due",
                condition=Q(settled_at__isnull=True),
            ),
            models.Index(
                fields=["settled_at"],
                name="work_item_settled",
                condition=Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> WorkItemStatus:
        return WorkItemStatus(self.status)

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED
