"""A look at another hall's case, with the person it is about standing there."""

from __future__ import annotations

from django.db import models


class LookIn(models.Model):
    """One officer may look at one case until ``expires_at``; why, the log of disclosures says."""

    officer = models.CharField(max_length=30)
    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.CASCADE, related_name="look_ins"
    )
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["officer", "expires_at"], name="look_in_of_officer")]

    def __str__(self) -> str:
        return f"{self.officer} {self.submission_id}"
