"""Cases whose results are out, and files as a scanner makes them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.models import Certificate
from tests import cases
from tests.console.seats import Seat

LI: dict[str, Any] = {
    "name": "李文",
    "capacity": "agent",
    "identity_number": "152502198511220015",
    "proof": "paper",
    "compared": "on",
}


def issued() -> Submission:
    """Six results are out; the seals are still with their maker."""
    submission = cases.decided()
    services.issue(submission.pk)
    return cases.fresh(submission)


def ready() -> Submission:
    """And everything lies at the desk."""
    submission = issued()
    for one in Certificate.objects.filter(batch__submission=submission, arrived_at__isnull=True):
        services.arrive(one.pk, shelf="A1", by=cases.clerk())
    return cases.fresh(submission)


def a_scan(name: str = "委托书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, cases.a_pdf(), "application/pdf")


def own(submission: Submission) -> dict[str, Any]:
    """The applicant in person, with their own card."""
    applicant = submission.applicant
    said = {"name": applicant.name, "identity_number": applicant.id_number}
    return {**LI, **said, "capacity": "applicant"}


def hand(seat: Seat, submission: Submission, **changed: Any) -> Any:
    return seat.verb(submission, "hand-over", **(own(submission) | changed))
