"""One request to put things right, naming every defect at once (一次性补正告知)."""

from __future__ import annotations

from django.db import models

from applicants.sealing import SealedJSON, SealedText


class Correction(models.Model):
    """``defects`` is ``[{"about": "field:block.field" | "block:key" | "material:key", "text": …},
    …]``.

    Asked by the window for the whole case, or by a department for its own item.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="corrections"
    )
    work_item = models.ForeignKey(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="corrections", null=True
    )
    defects = SealedJSON()
    asked_by = models.JSONField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    unchanged_because = SealedText(blank=True, default="")
    """Why the applicant changed nothing, when it was handed in again as it was."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "work_item"],
                condition=models.Q(answered_at__isnull=True),
                nulls_distinct=False,
                name="correction_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.work_item_id or '-'}"
