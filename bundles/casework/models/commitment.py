"""What an applicant promises in place of a paper or of the ordinary way (告知承诺)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CommitmentEnding(models.TextChoices):
    WITHDRAWN = "withdrawn", _("申请人已撤回")
    PROMISED_ANEW = "promised_anew", _("改动后已重新承诺")
    DROPPED = "dropped", _("不再需要")


class Commitment(models.Model):
    """One promise made for one item, frozen with the filing in which it was ticked.

    ``key`` says what is promised: ``material:M11`` or ``item:R7``. ``text_hash`` is SHA-256 over
    the words in the language they were read in, ``covers`` the fingerprint of what the item
    saw of the form then: what a correction touches is promised anew (T7), in a row of its own.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="commitments"
    )
    filing = models.ForeignKey(
        "casework.Filing", on_delete=models.PROTECT, related_name="commitments"
    )
    key = models.CharField(max_length=64)
    item = models.CharField(max_length=8)
    text_hash = models.CharField(max_length=64)
    covers = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.JSONField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.JSONField(null=True)
    ending = models.CharField(
        max_length=16, choices=CommitmentEnding.choices, blank=True, default=""
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "key", "item"],
                condition=Q(ended_at__isnull=True),
                name="commitment_one_stands",
            ),
            models.CheckConstraint(
                name="commitment_ended_with_reason",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ending="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ending=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.item} {self.key}"
