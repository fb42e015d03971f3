"""Begin a case: an empty form of the bundle's current version."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applicants.agents import Within
from applicants.models import Applicant
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Assistance, Submission
from bundles.catalogue import versions
from bundles.catalogue.models import BundleVersion
from departments.models import Hall

from .assist import assist
from .permissions import acts_for, helps


@transaction.atomic
def start(
    version: BundleVersion,
    applicant: Applicant,
    *,
    hall: Hall,
    token: UUID,
    by: Actor,
    present: Applicant | None = None,
) -> Submission:
    """Create a draft that keeps ``version`` for ever.

    ``token`` is made by the door before the form is shown: the same token twice gives the same
    draft, so a double click makes one case. A helper's draft has its assistance at once, beside
    ``present``. Raises ``NotYours`` for an actor who is neither the applicant nor authorised nor a
    helper, and when the token belongs to somebody else's draft.
    """
    within = Within(bundle=versions.version(version.pk).code)
    if not acts_for(by, applicant.pk, within=within):
        raise NotYours
    submission, created = Submission.objects.get_or_create(
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
    if by.kind is ActorKind.HELPER:
        _helped(submission, present or applicant, created=created, by=by)
    return submission


def _helped(submission: Submission, present: Applicant, *, created: bool, by: Actor) -> None:
    if created:
        assist(submission.pk, present=present, by=by)
        Assistance.objects.filter(submission=submission).update(began_it=True)
        submission.refresh_from_db()
    elif not helps(by, Within(submission.token)):
        raise NotYours
