"""Open another hall's case for a look, the person it is about being there."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from applicants.models import Applicant
from applicants.selectors import person_numbered, represents
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.reception.models import LookIn

LASTS: Final = timedelta(minutes=30)


def case_of_who_is_there(number: str, *, id_number: str) -> Submission | None:
    """The case with this full number, if the card shown is its applicant's or representative's.

    None says nothing about which of the two was wrong.
    """
    found = Submission.objects.filter(number=number).exclude(status=SubmissionStatus.DRAFT)
    submission = found.select_related("applicant", "hall").defer("answers", "refusal").first()
    try:
        people = list(person_numbered(id_number))
    except ValidationError:
        return None
    if submission is None or not any(_is_theirs(submission, person) for person in people):
        return None
    return submission


def look_in(submission: Submission, *, by: Actor) -> LookIn:
    """Let one officer look at the case for half an hour; again within it goes on from now."""
    now = timezone.now()
    return LookIn.objects.create(
        officer=by.id, submission=submission, opened_at=now, expires_at=now + LASTS
    )


def standing_look_in(number: str, *, officer: str) -> LookIn | None:
    """What the officer may look at now; None once the half hour is over, and for everybody else."""
    return (
        LookIn.objects.filter(
            officer=officer, submission__number=number, expires_at__gt=timezone.now()
        )
        .select_related("submission__applicant", "submission__hall")
        .defer("submission__answers", "submission__refusal")
        .first()
    )


def _is_theirs(submission: Submission, person: Applicant) -> bool:
    return submission.applicant_id == person.pk or represents(person, submission.applicant)
