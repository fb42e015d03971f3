"""Issuing, step 3: everything of a batch becomes issued at once."""

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import MACHINE
from bundles.issuance.exceptions import NotProduced
from bundles.issuance.locking import locked
from bundles.issuance.models import Batch


@transaction.atomic
def finish(batch_id: int) -> Batch:
    """Mark the batch and its certificates issued; the final batch takes its case to handover.

    The second time changes nothing. Raises ``NotProduced`` while a paper or the manifest is
    missing.
    """
    submission = locked(batches=batch_id)
    batch = Batch.objects.get(pk=batch_id)
    if batch.issued_at is None:
        unprinted = batch.certificates.filter(printed_here=True, paper__isnull=True)
        if not batch.manifest_signature or unprinted.exists():
            raise NotProduced
        batch.issued_at = timezone.now()
        batch.save(update_fields=["issued_at"])
        batch.certificates.update(issued_at=batch.issued_at)
        casework.note(
            submission.pk,
            kind="issuance.issued",
            by=MACHINE,
            batch=batch.number,
            manifest=batch.manifest_sha256,
        )
    if batch.final:
        casework.mark_issued(submission.pk, by=MACHINE)
    return batch
