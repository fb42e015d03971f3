"""What a case was accepted without."""

from __future__ import annotations

from django.db import models

from applicants.sealing import SealedText
from bundles.casework.states import WorkItemStatus


class LeftOut(models.Model):
    """One item of the plan that the window did not accept, or that the applicant dropped.

    ``how`` is the status its work item is opened with: the rest of the case goes on.
    """

    HOW = [
        (status.value, status.label)
        for status in (WorkItemStatus.NOT_ACCEPTED, WorkItemStatus.WITHDRAWN)
    ]

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="left_out"
    )
    key = models.CharField(max_length=8)
    how = models.CharField(max_length=16, choices=HOW)
    because = SealedText(blank=True, default="")
    competent = SealedText(blank=True, default="")
    """Who is competent instead, when the item is none of this authority's (art. 32)."""

    by = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "key"], name="left_out_once_per_case")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.key} {self.how}"
