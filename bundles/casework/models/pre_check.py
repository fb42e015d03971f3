"""A quick question to a department that accepts its item itself, before the window accepts."""

from __future__ import annotations

import uuid

from django.db import models

from applicants.sealing import SealedText


class PreCheckAnswer(models.TextChoices):
    PASSED = "passed"
    OBJECTED = "objected"


class PreCheck(models.Model):
    """One item of one filing before the department that accepts it.

    ``token`` is its address; ``revision`` moves when it is answered. Asked again only when what the
    department looked at has changed since.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="pre_checks"
    )
    filing = models.ForeignKey("casework.Filing", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=8)
    department = models.ForeignKey(
        "departments.Department", on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=PreCheckAnswer.choices, blank=True, default="")
    remark = SealedText(blank=True, default="")
    answered_by = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "filing", "key"], name="pre_check_once_per_filing"
            ),
            models.CheckConstraint(
                name="pre_check_answered_has_moment",
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["department", "id"], name="pre_check_of_department"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.key} {self.answer or 'waiting'}"
