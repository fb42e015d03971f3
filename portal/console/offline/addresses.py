"""Where a case that came from an offline desk goes on."""

from __future__ import annotations

from django.urls import reverse

from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus


def of(submission: Submission) -> str:
    """The intake page while it is a draft, then the page of the case."""
    if submission.state is SubmissionStatus.DRAFT:
        return reverse("admin:intake_page", kwargs={"token": submission.token})
    return reverse("admin:case", kwargs={"number": submission.number})
