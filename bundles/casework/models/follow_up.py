"""Whether a promise is kept, looked at after the decision (事后核查), and what follows if not."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from applicants.sealing import SealedText
from bundles.casework.follow_up_stages import FOLLOW_UP_OVER, FollowUpStage


class FollowUp(models.Model):
    """The check of one item that was decided by commitment; one per work item, for ever.

    ``department`` supervises and may be another than the one that decided (审管分离). ``due_at`` is
    when the present stage has to be over, ``chased_at`` when somebody was told that it is not.
    ``revision`` moves with every step.
    """

    work_item = models.OneToOneField(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="follow_up"
    )
    department = models.ForeignKey(
        "departments.Department", on_delete=models.PROTECT, related_name="+"
    )
    stage = models.CharField(
        max_length=20, choices=FollowUpStage.choices, default=FollowUpStage.DUE
    )
    revision = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)
    chased_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="follow_up_over_has_moment",
                condition=Q(stage__in=sorted(FOLLOW_UP_OVER)) ^ Q(over_at__isnull=True),
            ),
            models.CheckConstraint(
                name="follow_up_waits_until",
                condition=Q(over_at__isnull=False) | Q(due_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["department", "id"], name="follow_up_of_department"),
            models.Index(
                fields=["due_at"],
                name="follow_up_to_chase",
                condition=Q(over_at__isnull=True, chased_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work_item_id} {self.stage}"

    @property
    def at_stage(self) -> FollowUpStage:
        return FollowUpStage(self.stage)

    @property
    def is_over(self) -> bool:
        return self.at_stage in FOLLOW_UP_OVER


class FollowUpStep(models.Model):
    """One thing an official found or decided, append-only; ``remark`` are its words for papers.

    ``due_at`` is by when the promise has to be put right, ``certificates`` the numbers of the
    results that were revoked.
    """

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=20, choices=FollowUpStage.choices)
    remark = SealedText(blank=True, default="")
    by = models.JSONField()
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    certificates = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(
                name="follow_up_step_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.stage}"
