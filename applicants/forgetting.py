"""Real deletion: of a document with its bytes, and of an applicant with everything beside a case.

What a case needs is protected by the case's own rows and stays; whoever asks is told.
"""

from functools import partial

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError

from applicants.agents import revoke
from applicants.documents import vault
from applicants.exceptions import DocumentHandedIn
from applicants.locking import content_locked
from applicants.models import (
    Agent,
    Applicant,
    Consent,
    Document,
    Invitation,
    Membership,
    Profile,
)
from applicants.models.document import address


def forget_document(document: Document) -> None:
    """Delete a document, and its bytes once nobody else's row names the same content.

    Raises ``DocumentHandedIn`` for one that belongs to a case. Twice is once.
    """
    try:
        with transaction.atomic():
            Document.objects.filter(pk=document.pk).delete()
            transaction.on_commit(partial(forget_content, document.sha256))
    except ProtectedError as error:
        raise DocumentHandedIn from error


def forget_content(sha256: str) -> bool:
    """Delete bytes from the vault that no row names any more; tells whether they are gone.

    The rows are found through the app registry: whatever keeps a content names it ``sha256``.
    """
    with content_locked(sha256):
        if any(rows.filter(sha256=sha256).exists() for rows in _naming_contents()):
            return False
        vault().delete(address(sha256))
        return True


@transaction.atomic
def forget_beside_cases(applicant: Applicant) -> None:
    """Delete what an applicant told beside their name, number and phone, and end who acts for whom.

    Documents are left to ``forget_document``. Agents' authorisations and consents under which
    something was done belong to the cases: they end, and go with the last case.
    """
    Profile.objects.filter(applicant=applicant).delete()
    Invitation.objects.filter(principal=applicant, taken__isnull=True).delete()
    for authorisation in Agent.objects.filter(
        Q(principal=applicant) | Q(agent=applicant), revoked_at__isnull=True
    ):
        revoke(authorisation.pk)


@transaction.atomic
def forget_applicant(applicant: Applicant) -> bool:
    """Delete an applicant and everything that hangs on them alone; False when a case names them.

    Nothing is deleted then.
    """
    try:
        with transaction.atomic():
            theirs = Q(principal=applicant) | Q(agent=applicant)
            Invitation.objects.filter(principal=applicant).delete()
            Agent.objects.filter(theirs).delete()
            Consent.objects.filter(applicant=applicant).delete()
            Membership.objects.filter(Q(person=applicant) | Q(organisation=applicant)).delete()
            for document in Document.objects.filter(owner=applicant):
                forget_document(document)
            applicant.delete()
    except (ProtectedError, DocumentHandedIn):
        return False
    return True


def _naming_contents() -> "list[models.QuerySet[models.Model]]":
    return [
        model._base_manager.all()
        for model in apps.get_models()
        if model._meta.managed
        and not model._meta.proxy
        and any(field.name == "sha256" for field in model._meta.local_concrete_fields)
    ]
