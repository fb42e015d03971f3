"""Papers on their way from hall to hall: a list (交接单), and the bags on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from applicants.sealing import SealedText


class TransferList(models.Model):
    """Bags from one hall to another: opened, closed when it goes off, received when it is there.

    Officials are actors by value. ``carrier`` is who carries it, in words.
    """

    number = models.CharField(max_length=32, unique=True)
    from_hall = models.ForeignKey("departments.Hall", on_delete=models.PROTECT, related_name="+")
    to_hall = models.ForeignKey("departments.Hall", on_delete=models.PROTECT, related_name="+")
    opened_by = models.JSONField()
    opened_at = models.DateTimeField()
    carrier = SealedText(blank=True, default="")
    closed_by = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)
    received_by = models.JSONField(null=True)
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_hall", "to_hall"],
                condition=Q(closed_at__isnull=True),
                name="transfer_one_open_between_two",
            ),
            models.CheckConstraint(
                name="transfer_received_once_sent",
                condition=Q(received_at__isnull=True) | Q(closed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["to_hall", "id"],
                name="transfer_on_its_way",
                condition=Q(closed_at__isnull=False, received_at__isnull=True),
            ),
            models.Index(
                fields=["from_hall", "id"],
                name="transfer_not_there_yet",
                condition=Q(received_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_on_the_way(self) -> bool:
        return self.closed_at is not None and self.received_at is None


class TransferBag(models.Model):
    """One bag, known by its case number. ``listed`` is false for one that nobody had put on it.

    ``submission`` is empty for a stray bag of a case that is not the receiving hall's.
    """

    transfer = models.ForeignKey(TransferList, on_delete=models.CASCADE, related_name="bags")
    number = models.CharField(max_length=32)
    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="bags", null=True
    )
    listed = models.BooleanField(default=True)
    scanned_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "number"], name="bag_once_on_a_list"),
            models.CheckConstraint(
                name="bag_listed_is_of_a_case",
                condition=Q(listed=False) | Q(submission__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number
