"""A second correction notice about what could be seen the first time: it waits for a supervisor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedJSON, SealedText


class NoticeEnding(models.TextChoices):
    """How a waiting notice ended; empty while it waits."""

    SENT = "sent", _("已发出")
    SENT_BACK = "sent_back", _("已退回经办人")
    OVERTAKEN = "overtaken", _("办件已有变化")


class SecondNotice(models.Model):
    """``defects`` has the shape of a ``Correction``'s; ``seen_before`` names the places among them
    that stood as they stand now when the case was first returned.

    ``filing`` is what the clerk looked at: handed in anew, the notice is about nothing any more.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="second_notices"
    )
    filing = models.ForeignKey("casework.Filing", on_delete=models.PROTECT, related_name="+")
    defects = SealedJSON()
    seen_before = models.JSONField()
    because = SealedText(blank=True, default="")
    """Why the clerk did not name it the first time, in the clerk's words."""

    asked_by = models.JSONField()
    asked_at = models.DateTimeField()
    ending = models.CharField(max_length=12, choices=NoticeEnding.choices, blank=True, default="")
    ended_by = models.JSONField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = SealedText(blank=True, default="")
    """The supervisor's: why it is sent all the same, or what the clerk should mend."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(ending=""),
                name="second_notice_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.ending or 'waiting'}"
