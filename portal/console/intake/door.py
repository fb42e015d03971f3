"""The form as the counter has it: all of it on one page, so an address is a place on that page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from bundles.casework.models import Submission
from portal.form.pages import Work, opened


def at_the_counter(token: UUID, name: str, **more: Any) -> str:
    """Where a page of the form lies here: a block, a row of it, or the part of the page."""
    page = reverse("admin:intake_page", kwargs={"token": token})
    if "block" not in more:
        return f"{page}#{name}"
    return f"{page}#b-{more['block']}"


def work_of(submission: Submission) -> Work:
    return opened(submission, at_the_counter)
