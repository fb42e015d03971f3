"""What an applicant promises to hand in after acceptance (容缺受理)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedText


class LaterEnding(models.TextChoices):
    HANDED_IN = "handed_in", _("已补交")
    PRODUCED = "produced", _("已由本次办理的事项产生")
    NOT_NEEDED = "not_needed", _("不再需要")


class LaterPromise(models.Model):
    """One material of a case that may follow, promised with the filing in which it was ticked.

    ``items`` are the keys of those that need it, ``by_item`` is the one whose result takes its
    place. ``due_on`` is set at acceptance and counted by the calendar; ``remind_on`` the day before
    it on which the applicant is reminded. ``lapsed_at`` is when it was found to be overdue: it may
    still be handed in. A department that decided without it can have ``ordered`` it by a day;
    ``order_missed_at`` is when that day was found to have passed without it.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="later_promises"
    )
    filing = models.ForeignKey(
        "casework.Filing", on_delete=models.PROTECT, related_name="later_promises"
    )
    material_key = models.CharField(max_length=16)
    items = models.JSONField()
    by_item = models.CharField(max_length=8, blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.JSONField()
    due_on = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    remind_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    """When the applicant was reminded once more after it had lapsed."""

    ordered_at = models.DateTimeField(null=True)
    ordered_by = models.JSONField(null=True)
    ordered_until = models.DateField(null=True)
    order = SealedText(blank=True, default="")
    """What the department ordered, in words for the applicant."""

    order_missed_at = models.DateTimeField(null=True)

    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=LaterEnding.choices, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "material_key"], name="later_promise_once_per_material"
            ),
            models.CheckConstraint(
                name="later_promise_ended_with_reason",
                condition=Q(ended_at__isnull=True, ending="")
                | Q(ended_at__isnull=False) & ~Q(ending=""),
            ),
            models.CheckConstraint(
                name="later_promise_lapses_after_a_day",
                condition=Q(lapsed_at__isnull=True) | Q(due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="later_promise_ordered_whole",
                condition=Q(ordered_at__isnull=True, ordered_until__isnull=True)
                | Q(ordered_at__isnull=False, ordered_until__isnull=False),
            ),
            models.CheckConstraint(
                name="later_promise_misses_an_order",
                condition=Q(order_missed_at__isnull=True) | Q(ordered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(  # what is still to come, however much was kept
                fields=["remind_on"],
                name="later_promise_open",
                condition=Q(ended_at__isnull=True, due_on__isnull=False, chased_at__isnull=True),
            ),
            models.Index(
                fields=["ordered_until"],
                name="later_promise_ordered",
                condition=Q(
                    ended_at__isnull=True, ordered_until__isnull=False, order_missed_at__isnull=True
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.material_key}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def holds(self) -> bool:
        """Whether an answer to a correction leaves it alone: it is open, or an item of the case has
        kept it by its result.
        """
        return self.is_open or self.ending == LaterEnding.PRODUCED
