"""Issuing, step 2: every paper rendered, signed and stored, outside any transaction."""

from functools import partial

from django.utils import timezone

from bundles.issuance import manifest
from bundles.issuance.making import context_of, kind_of
from bundles.issuance.models import Batch, Certificate
from bundles.issuance.services.order import waits_for_goods
from bundles.papers import services as papers
from bundles.papers.kinds import SERIES, PaperKind, paper_number


def produce(batch_id: int) -> Batch:
    """Make what is still missing: the papers the portal prints, then the signed manifest.

    The second time makes nothing. What the portal prints has thereby arrived, unless something is
    made to go with it; that, and what a department or a provider makes, arrives when ``arrive``
    says so. Raises what printing raises.
    """
    batch = Batch.objects.select_related("submission__hall").get(pk=batch_id)
    for certificate in batch.certificates.filter(printed_here=True, paper__isnull=True):
        _print(certificate, batch.submission_id)
    if not batch.manifest_signature:
        manifest.sign(batch)
    papers.keep(
        PaperKind.MANIFEST,
        f"batch:{batch.pk}",
        batch.submission_id,
        partial(manifest.context_of, batch),
        number=paper_number(
            str(batch.submission.number), SERIES[PaperKind.MANIFEST], batch.sequence
        ),
    )
    return batch


def _print(certificate: Certificate, submission_id: int) -> None:
    paper = papers.keep(
        kind_of(certificate),
        f"certificate:{certificate.pk}",
        submission_id,
        partial(context_of, certificate),
        number=certificate.number,
        work_item_id=certificate.work_item_id,
    )
    Certificate.objects.filter(pk=certificate.pk, paper__isnull=True).update(
        paper=paper,
        sha256=paper.sha256,
        arrived_at=None if waits_for_goods(certificate.work_item) else timezone.now(),
    )
