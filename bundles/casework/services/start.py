"""Begin a case: an empty form of the bundle's current version."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.models import Applicant
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Submission
from bundles.catalogue.models import BundleVersion
from departments.models import Hall


@transaction.atomic
def start(
    version: BundleVersion, applicant: Applicant, *, hall: Hall, token: UUID, by: Actor
) -> Submission:
    """Create a draft that keeps ``version`` for ever.

    ``token`` is made by the door before the form is shown: the same token twice gives the same
    draft, so a double click makes one case. Raises ``NotYours`` when the token belongs to somebody
    else's.
    """
    if by.kind is ActorKind.APPLICANT and by.id != str(applicant.pk):
        raise NotYours
    submission, _created = Submission.objects.get_or_create(
        token=token,
        defaults={
            "version": version,
            "applicant": applicant,
            "hall": hall,
            "answers": {"questions": {}, "blocks": {}},
            "created_at": timezone.now(),
        },
    )
    if submission.applicant_id != applicant.pk:
        raise NotYours
    return submission
