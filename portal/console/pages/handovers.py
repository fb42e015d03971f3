"""Results that are ready to be handed over, batch by batch."""

from __future__ import annotations

from bundles.casework.models import Submission


def ready_of_hall(hall_code: str, *, limit: int) -> list[object]:
    return []


def handovers_of(submission: Submission) -> list[object]:
    return []
