"""Begin a case: an empty form of the bundle's current version."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.agents import Within
from applicants.models import Applicant
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Submission
from bundles.catalogue import versions
from bundles.catalogue.models import BundleVersion
from departments.models import Hall

from .permissions import acts_for


@transaction.atomic
def start(
    version: BundleVersion, applicant: Applicant, *, hall: Hall, token: UUID, by: Actor
) -> Submission:
    """Create a draft that keeps ``version`` for ever.

    ``token`` is made by the door before the form is shown: the same token twice gives the same
    draft, so a double click makes one case. Raises ``NotYours`` for an actor who is
    neither the applicant nor authorised, and when the token belongs to somebody else's draft.
    """
    within = Within(bundle=versions.version(version.pk).code)
    if not acts_for(by, applicant.pk, within=within):
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
