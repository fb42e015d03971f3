"""The clock publishes what was approved for a moment; asked twice, it publishes once."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from bundles.catalogue.edition import Edition, EditionState, StepKind
from bundles.catalogue.editions.exceptions import EditionError, EditionFaulty
from bundles.catalogue.editions.moving import in_force
from bundles.catalogue.editions.steps import lock, move, step
from bundles.catalogue.editions.writing import up_to_date
from bundles.rounds import each


def publish_due() -> int:
    """One round; how many were published. What no longer holds goes back to its author."""
    waiting = Edition.objects.filter(
        state=EditionState.SCHEDULED, publish_at__lte=timezone.now()
    ).order_by("publish_at", "pk")
    return each("publish_due", waiting.values_list("pk", flat=True), publish_when_due)


@transaction.atomic
def publish_when_due(edition_id: int) -> bool:
    """Whether it is in force now because of this call; what was moved meanwhile stays."""
    edition = lock(edition_id, seen=None)
    if edition.state != EditionState.SCHEDULED or (edition.publish_at or timezone.now()) > (
        timezone.now()
    ):
        return False
    try:
        with transaction.atomic():
            up_to_date(edition)
            in_force(edition, by=None)
    except EditionError as refused:
        _back(edition_id, refused)
        return False
    return True


def _back(edition_id: int, refused: EditionError) -> None:
    """A draft again, with the reasons; who had approved it stays named until it is offered."""
    edition = lock(edition_id, seen=None)
    edition.findings = _told(refused)
    edition.publish_at = None
    move(edition, EditionState.DRAFT)
    count = len(refused.findings) if isinstance(refused, EditionFaulty) else 1
    step(edition, StepKind.FAILED, by=None, note=str(count))


def _told(refused: EditionError) -> list[dict[str, Any]]:
    """Line and sentence of each; what the language of the reader needs is computed when read."""
    if not isinstance(refused, EditionFaulty):
        return [{"code": refused.code}]
    return [
        {
            "file": one.file,
            "line": one.line,
            "path": one.path,
            "problem": one.problem,
            "remedy": one.remedy,
        }
        for one in refused.findings
    ]
