"""A result made elsewhere reaches the desk."""

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.catalogue import versions
from bundles.issuance.locking import locked
from bundles.issuance.models import Certificate


@transaction.atomic
def arrive(certificate_id: int, *, by: Actor) -> Certificate:
    """Note that a licence, seal or account slip made by others is now at the window.

    The deciding department, its maker or a clerk of the hall may say so. The second time keeps the
    first moment. Raises ``NotYours``.
    """
    submission = locked(work_items__certificate=certificate_id)
    certificate = Certificate.objects.select_related("work_item").get(pk=certificate_id)
    item = versions.version(submission.version_id).item(certificate.work_item.key)
    makers = {item.department.code} | ({item.result.maker.code} if item.result.maker else set())
    at_the_window = by.may("window") and by.hall == submission.hall.code
    if by.department not in makers and not at_the_window:
        raise NotYours
    if certificate.arrived_at is None:
        certificate.arrived_at = timezone.now()
        certificate.save(update_fields=["arrived_at"])
        casework.note(submission.pk, kind="issuance.arrived", by=by, certificate=certificate.number)
    return certificate
