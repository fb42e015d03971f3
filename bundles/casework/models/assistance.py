"""An official beside the applicant at a counter (帮办): who, where, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedText


class AssistanceEnding(models.TextChoices):
    FILED = "filed", _("已提交")
    PUT_ASIDE = "put_aside", _("先放一放")
    HANDED_ON = "handed_on", _("转由他人继续")
    DISCARDED = "discarded", _("不再办理")


class Assistance(models.Model):
    """While one stands its officer may fill in the case as the applicant may; never confirm it.

    ``present`` is the person who came to the counter: the applicant, or who represents the
    organisation that applies. The secret leads the applicant's own screen to what is being filled
    in; it is sealed, only its hash is looked up, and it dies with the assistance.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="assistances"
    )
    officer = models.CharField(max_length=30)
    hall = models.ForeignKey("departments.Hall", on_delete=models.PROTECT, related_name="+")
    present = models.ForeignKey("applicants.Applicant", on_delete=models.PROTECT, related_name="+")
    began_it = models.BooleanField(default=False)
    """The draft was begun at this counter, so the counter may discard it."""

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(
        max_length=12, choices=AssistanceEnding.choices, blank=True, default=""
    )
    secret = SealedText()
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(ended_at__isnull=True),
                name="assistance_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="assistance_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "ended_at", "-begun_at"], name="assistance_of_hall")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.officer}"
