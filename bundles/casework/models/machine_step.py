"""A machine step that failed: how often, why, and whose it is now."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class MachineStep(models.Model):
    """Present only while a step of a case is failing; after five failures it stands on a desk."""

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="machine_steps"
    )
    name = models.CharField(max_length=32)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True, default="")
    failed_at = models.DateTimeField()
    stalled_at = models.DateTimeField(null=True)
    owner = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "name"], name="machine_step_once")
        ]
        indexes = [
            models.Index(
                fields=["stalled_at"],
                name="machine_step_stalled",
                condition=Q(stalled_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.submission_id}: {self.failures}"
