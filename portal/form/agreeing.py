"""What an applicant agrees to one by one, and where the consents among it are kept."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language

from applicants import consents
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.catalogue.definition import Text
from bundles.catalogue.versions import version as version_of
from portal.form.pages import Work


def agreements(work: Work) -> list[tuple[str, Text, Text, bool]]:
    """Key, title, text, sensitive: what is ticked one by one, never carried over from before."""
    consented = [(one.key, one.title, one.text, one.sensitive) for one in work.version.consents]
    promises = [
        (one.material.key, one.material.name, one.rule.promise, False)
        for one in work.plan.promises
        if one.rule.promise is not None
    ]
    return [*consented, *promises]


def consent(submission: Submission, *, by: Actor) -> None:
    """Separate consents to sensitive data are kept where their giver can see and withdraw them."""
    version = version_of(submission.version_id)
    for one in version.consents:
        if one.sensitive:
            consents.give(
                submission.applicant,
                f"{version.code}.{one.key}"[:64],
                consents.hash_of(str(one.text)),
                at=timezone.now(),
                by=by,
                about=str(submission.token),
                text_version=f"{version.number} {get_language()}"[:40],
            )
