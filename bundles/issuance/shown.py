"""What a page showed of a case's results, held against what lies there now."""

from __future__ import annotations

from bundles.casework.models import Submission
from bundles.issuance.exceptions import NothingReady, ResultsChanged
from bundles.issuance.models import Batch
from bundles.issuance.selectors import lying, ready_batches


def batches_shown(submission: Submission, shown: frozenset[int]) -> list[Batch]:
    """The batches that ``shown``, ids of certificates, lie in; what came since stays out.

    The version of the case does not tell: results arrive, go into a parcel and come back without
    moving it. Raises ``NothingReady``; ``ResultsChanged`` unless all that was shown lies ready, and
    is all that lies there of its batches.
    """
    batches = ready_batches(submission)
    if not batches:
        raise NothingReady
    found = dict(lying(submission).filter(batch__in=batches).values_list("pk", "batch"))
    asked = {found[pk] for pk in shown if pk in found}
    if not shown or shown != {pk for pk, batch in found.items() if batch in asked}:
        raise ResultsChanged
    return [batch for batch in batches if batch.pk in asked]
