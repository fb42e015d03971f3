"""An issued result is taken back."""

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact, ring_after_commit
from bundles.casework.exceptions import NotYours, SecondOfficialNeeded
from bundles.catalogue import versions
from bundles.issuance.exceptions import NotRevocable
from bundles.issuance.locking import locked
from bundles.issuance.models import Certificate


@transaction.atomic
def revoke(certificate_id: int, *, reviewed_by: Actor, by: Actor) -> Certificate:
    """Revoke a certificate: from now on whoever verifies it learns so.

    Always two officials of the department that decided it: ``reviewed_by`` proposes, ``by`` decides
    (domain facts §3.13). The second time changes nothing. Raises ``NotYours``,
    ``SecondOfficialNeeded``, ``NotRevocable`` before it is issued.
    """
    submission = locked(work_items__certificates=certificate_id)
    certificate = Certificate.objects.select_related("work_item").get(pk=certificate_id)
    item = versions.version(submission.version_id).item(certificate.work_item.key)
    department = item.department.code
    if by.department != department or reviewed_by.department != department:
        raise NotYours
    if by.id == reviewed_by.id or not by.may("decider"):
        raise SecondOfficialNeeded
    if certificate.issued_at is None:
        raise NotRevocable
    if certificate.revoked_at is None:
        certificate.revoked_at = timezone.now()
        certificate.save(update_fields=["revoked_at"])
        casework.note(
            submission.pk,
            kind="issuance.revoked",
            by=by,
            certificate=certificate.number,
            reviewer=reviewed_by.id,
        )
        ring_after_commit(Fact.REVOKED, submission.pk)
    return certificate
