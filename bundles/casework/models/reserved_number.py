"""Case numbers set aside for one desk, for the hour without a network."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q


class ReservedNumber(models.Model):
    """One case number, bound to one device, one officer, one day and one case to be.

    ``token`` was made by the device before it asked and becomes the token of the case: asking twice
    gives the same number, handing in twice gives the same case. The number comes from the same
    series as every other, so nobody else ever gets it, used or not; one that was given back or
    whose day has passed is not given out again. ``notes`` are codes of what is to be mended, never
    what was typed.
    """

    number = models.CharField(max_length=32, unique=True)
    token = models.UUIDField(unique=True)
    device = models.UUIDField()
    hall = models.ForeignKey("departments.Hall", on_delete=models.PROTECT, related_name="+")
    officer = models.CharField(max_length=32)
    day = models.DateField()
    reserved_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    submission = models.OneToOneField(
        "casework.Submission", on_delete=models.PROTECT, related_name="reserved_number", null=True
    )
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="reserved_number_used_by_a_case",
                condition=Q(used_at__isnull=True, submission__isnull=True)
                | Q(used_at__isnull=False, submission__isnull=False),
            ),
            models.CheckConstraint(
                name="reserved_number_used_or_given_back",
                condition=Q(used_at__isnull=True) | Q(given_back_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["officer", "day"], name="reserved_number_of_officer"),
            models.Index(fields=["hall", "-used_at"], name="reserved_number_of_hall"),
        ]

    def __str__(self) -> str:
        return self.number

    def is_free(self, today: date) -> bool:
        """Whether a case may still be begun with it."""
        return self.used_at is None and self.given_back_at is None and self.day >= today
