"""The window refuses to accept a case, in writing (不予受理)."""

from __future__ import annotations

import hashlib

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import ReasonMissing
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.casework.words import fit_for_paper

from . import moves
from .permissions import in_hand
from .second_notice import overtake


def refuse(submission_id: int, *, seen: int, reasons: str, by: Actor) -> Submission:
    """Refuse acceptance in writing, with reasons (art. 32). Raises ``ReasonMissing``,
    ``NotForPaper`` and like ``accept``.
    """
    if not reasons.strip():
        raise ReasonMissing
    fit_for_paper(reasons)
    with moves.opened(submission_id, by=by, seen=seen) as case:
        in_hand(case)
        case.submission.refusal = reasons.strip()
        case.submission.save(update_fields=["refusal"])
        moves.move(
            case,
            SubmissionStatus.REFUSED,
            reasons=hashlib.sha256(f"{case.submission.token}{reasons}".encode()).hexdigest(),
        )
        overtake(case)
        case.ring(Fact.REFUSED)
    return case.submission
