"""What a department decided, effective when made."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedJSON, SealedText


class Outcome(models.TextChoices):
    APPROVED = "approved", _("准予")
    REJECTED = "rejected", _("不予")
    NOT_ACCEPTED = "not_accepted", _("不予受理")


class Decision(models.Model):
    """One per work item, for ever. ``result`` has passed the item's result schema; ``by`` is an
    actor by value.
    """

    work_item = models.OneToOneField(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    result = SealedJSON(default=dict)
    opinion = SealedText(blank=True, default="")
    grounds = SealedText(blank=True, default="")
    competent = SealedText(blank=True, default="")
    """Who is competent instead, where the item was not accepted for being none of ours."""

    by = models.JSONField()
    reviewed_by = models.JSONField(null=True)
    decided_at = models.DateTimeField()
    delivery_due = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.work_item_id} {self.outcome}"
