"""The three steps of issuing, one after the other, as often as needed."""

from bundles.issuance.services.finish import finish
from bundles.issuance.services.produce import produce
from bundles.issuance.services.reserve import reserve


def issue(submission_id: int) -> None:
    """Issue whatever of a case may go out now.

    Any step may have been done before, by anybody: each finds what the last attempt left. A batch
    left open while the case went on is finished first; what was decided since goes out in the next.
    """
    while (batch := reserve(submission_id)) is not None:
        produce(batch.pk)
        finish(batch.pk)
