"""A department asks the applicant to put something right in its own part."""

from __future__ import annotations

from collections.abc import Sequence

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import MoveNotAllowed, UnknownField
from bundles.casework.models import Correction
from bundles.casework.states import WorkItemStatus

from . import moves
from .correction import Defect, ask
from .permissions import claimants_own


def request_correction(
    work_item_id: int, *, seen: int, defects: Sequence[Defect], by: Actor
) -> Correction:
    """Name every defect at once; the case and its other items go on.

    A department may ask only about what its item declares: anything else raises ``UnknownField``.
    Only what somebody has claimed: from the queue just the applicant's own step leads here, who
    takes a promise back.
    """
    with moves.opened_at_item(work_item_id, by=by, seen=seen) as (case, item):
        claimants_own(case, item, "reviewer", "decider")
        if item.state is WorkItemStatus.QUEUED:
            raise MoveNotAllowed(status=item.status, to=WorkItemStatus.CORRECTION)
        if not all(_declared(case, item.key, defect.about) for defect in defects):
            raise UnknownField
        moves.move_item(case, item, WorkItemStatus.CORRECTION, defects=len(defects))
        correction = ask(case, defects, item.pk)
        case.ring(Fact.ITEM_CORRECTION)
    return correction


def _declared(case: moves.Case, key: str, about: str) -> bool:
    definition = case.version.item(key)
    kind, _, place = about.partition(":")
    if kind == "material":
        return place in definition.materials
    return place in definition.fields or place.partition(".")[0] in definition.fields
