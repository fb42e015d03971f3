"""One filled-in bundle (办件)."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Reverse

from applicants.sealing import SealedJSON, SealedText
from bundles.casework.states import OVER, SubmissionStatus

MIXED_LISTS: Final = {
    "under_way": ["accepted", "in_review"],
    "to_collect": ["decided", "issued"],
    "ended": ["refused", "withdrawn", "lapsed"],
}
"""Lists that show cases of several statuses in one order."""


class Submission(models.Model):
    """A case. Its row is the lock of everything that belongs to it, and the head of its ledger.

    ``answers`` is the applicant's working copy; what was handed in is frozen in ``Filing``.
    ``promised_due`` and ``legal_due`` are copies for querying, rebuilt from events at any time.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=32, unique=True, null=True)
    version = models.ForeignKey(
        "catalogue.BundleVersion", on_delete=models.PROTECT, related_name="submissions"
    )
    applicant = models.ForeignKey(
        "applicants.Applicant", on_delete=models.PROTECT, related_name="submissions"
    )
    hall = models.ForeignKey("departments.Hall", on_delete=models.PROTECT, related_name="+")
    """The hall that decides about acceptance and hands the results over."""

    taken_in_at = models.ForeignKey(
        "departments.Hall", on_delete=models.PROTECT, related_name="+", null=True
    )
    """The hall at whose counter it was filled in; null when nobody came to a counter."""

    forwarded_at = models.DateTimeField(null=True)
    """When the hall that took it in for another one told that one that it is complete."""

    status = models.CharField(
        max_length=16, choices=SubmissionStatus.choices, default=SubmissionStatus.DRAFT
    )
    revision = models.PositiveIntegerField(default=1)
    answers = SealedJSON(default=dict)
    refusal = SealedText(blank=True, default="")
    """Why the window refused to accept, in words for the applicant."""

    clerk = models.CharField(max_length=32, blank=True, default="")
    """Number of the clerk who has the case in hand; empty while it is nobody's."""

    clerk_since = models.DateTimeField(null=True)

    received_at = models.DateTimeField(null=True)
    """The moment of receipt of what was taken in without a network; else null. Handing in counts
    from it.
    """

    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    issue_at = models.DateTimeField(null=True)
    """From this moment what is decided may be issued though other items are still open."""

    deemed_at = models.DateTimeField(null=True)
    """When a case the window does not answer counts as accepted (art. 32); null where the law knows
    no such moment, and once it has been answered. A copy for querying, like the due dates.
    """

    deemed_accepted = models.BooleanField(default=False)
    """Accepted by the law and by nobody: ``accepted_at`` is then the moment of receipt."""

    promised_due = models.DateTimeField(null=True)
    legal_due = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)

    chain_head = models.CharField(max_length=64, blank=True, default="")
    chain_length = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="submission_numbered_once_handed_in",
                condition=Q(status__in=["draft", "withdrawn", "lapsed"]) | Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_accepted_before_review",
                condition=~Q(status__in=["accepted", "in_review", "decided", "issued"])
                | Q(accepted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-id"], name="submission_of_applicant"),
            # The lists of a desk, each read in its order: however many cases a hall has, a page of
            # a list costs its twenty rows. With the version in it, supervision counts by hall and
            # bundle from the index alone.
            models.Index(
                fields=["hall", "status", "submitted_at", "id"],
                include=["version"],
                name="submission_desk",
            ),
            *(
                models.Index(
                    fields=["hall", "submitted_at", "id"],
                    name=f"submission_{name}",
                    condition=Q(status__in=statuses),
                )
                for name, statuses in MIXED_LISTS.items()
            ),
            models.Index(  # what a hall took in on a day: the supervision page
                fields=["hall", "submitted_at"],
                name="submission_intake",
                condition=Q(submitted_at__isnull=False),
            ),
            models.Index(
                OpClass(Reverse("number"), name="text_pattern_ops"), name="submission_number_ends"
            ),
            models.Index(
                fields=["taken_in_at", "status", "id"],
                name="submission_taken_in",
                condition=Q(taken_in_at__isnull=False),
            ),
            models.Index(
                fields=["status", "id"],
                name="submission_machine_states",
                condition=Q(status__in=["accepted", "decided"]),
            ),
            models.Index(fields=["clerk", "id"], name="submission_clerk", condition=~Q(clerk="")),
            models.Index(
                fields=["deemed_at"],
                name="submission_deemed_at",
                condition=Q(deemed_at__isnull=False, status="submitted"),
            ),
            models.Index(
                fields=["issue_at"],
                name="submission_issue_at",
                condition=Q(issue_at__isnull=False, status="in_review"),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"draft {self.token}"

    @property
    def state(self) -> SubmissionStatus:
        return SubmissionStatus(self.status)

    @property
    def is_over(self) -> bool:
        return self.state in OVER
