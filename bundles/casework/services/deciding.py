"""The decision's row: effective when made, whoever makes it."""

from __future__ import annotations

from typing import Any

from bundles.casework.actors import Actor
from bundles.casework.models import Decision, Outcome, WorkItem

from .moves import Case


def decide(
    case: Case,
    item: WorkItem,
    outcome: Outcome,
    *,
    result: dict[str, Any] | None = None,
    opinion: str = "",
    grounds: str = "",
    reviewed_by: Actor | None = None,
) -> Decision:
    """The decision on ``item``, not yet stored."""
    return Decision(
        work_item=item,
        outcome=outcome,
        result=result or {},
        opinion=opinion.strip(),
        grounds=grounds.strip(),
        by=case.by.as_json(),
        reviewed_by=reviewed_by.as_json() if reviewed_by else None,
        decided_at=case.at,
    )
