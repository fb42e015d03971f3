"""Whose intake this is: a case that somebody of this hall is filling in with its applicant now."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Assistance, Submission
from portal.console.gate import clerk_of, hall_of


def intake_case(request: HttpRequest, token: UUID) -> Submission:
    """A case of which an assistance stands at the clerk's hall; every other one is 404."""
    standing = Assistance.objects.filter(
        submission__token=token, hall=hall_of(request), ended_at__isnull=True
    ).select_related("submission__applicant", "submission__hall__division")
    found = standing.first()
    if found is None:
        raise Http404
    return found.submission


def beside_them(request: HttpRequest, submission: Submission) -> None:
    """For what no verb of the case guards (pages in the tray, files in the applicant's vault).

    Raises ``NotYours`` for whoever does not sit beside the applicant now, a colleague's case say.
    """
    standing = submission.assistances.filter(ended_at__isnull=True)
    if not standing.filter(officer=clerk_of(request).number).exists():
        raise NotYours


def helper_of(request: HttpRequest, submission: Submission) -> Actor:
    """The clerk at the keyboard beside the applicant of the case, under their own name."""
    return Actor.for_helper(clerk_of(request), submission.applicant)
