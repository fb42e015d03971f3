"""The window accepts a case."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus

from . import moves
from .dating import promise
from .permissions import clerks_own


def accept(submission_id: int, *, seen: int, by: Actor) -> Submission:
    """Accept the case: the clocks start and the machine fans it out.

    ``seen`` is the version the clerk looked at. Raises ``StaleVersion``, ``NotYours`` for a clerk
    of another hall, ``MoveNotAllowed`` the second time.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        clerks_own(case)
        moves.move(case, SubmissionStatus.ACCEPTED)
        promise(case)
        case.ring(Fact.ACCEPTED)
    return case.submission
