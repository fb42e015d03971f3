"""Cases whose results are out, and files as a scanner makes them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bundles.casework import services as casework
from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.models import Certificate
from bundles.issuance.selectors import ready_batches
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
    arrived(submission)
    return cases.fresh(submission)


def in_two_batches() -> Submission:
    """The licence was asked for early and lies ready; the seals of the rest are not here."""
    submission = cases.in_review()
    cases.approved(submission, "E1")
    casework.ask_for_results(submission.pk, by=cases.own(submission))
    services.issue(submission.pk)
    for key in ("E2", "E3", "E4", "E5", "E6"):
        cases.approved(submission, key)
    services.issue(submission.pk)
    return cases.fresh(submission)


def arrived(submission: Submission) -> None:
    for one in Certificate.objects.filter(batch__submission=submission, arrived_at__isnull=True):
        services.arrive(one.pk, shelf="A1", by=cases.clerk())


def a_scan(name: str = "委托书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, cases.a_pdf(), "application/pdf")


def shown(submission: Submission) -> list[int]:
    """The results that the page lists now."""
    found = Certificate.objects.filter(batch__in=ready_batches(submission), parcel__isnull=True)
    return list(found.values_list("pk", flat=True))


def li(submission: Submission) -> dict[str, Any]:
    """Somebody else, for everything that lies ready."""
    return {**LI, "result": shown(submission)}


def own(submission: Submission) -> dict[str, Any]:
    """The applicant in person, with their own card."""
    applicant = submission.applicant
    said = {"name": applicant.name, "identity_number": applicant.id_number}
    return {**li(submission), **said, "capacity": "applicant"}


def hand(seat: Seat, submission: Submission, **changed: Any) -> Any:
    return seat.verb(submission, "hand-over", **(own(submission) | changed))
