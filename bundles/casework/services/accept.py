"""The window accepts a case."""

from __future__ import annotations

from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.plan import plan

from . import moves
from .permissions import clerks_own


def accept(submission_id: int, *, seen: int, by: Actor) -> Submission:
    """Accept the case: the clocks start and the machine fans it out.

    ``seen`` is the version the clerk looked at. Raises ``StaleVersion``, ``NotYours`` for a clerk
    of another hall, ``MoveNotAllowed`` the second time.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        clerks_own(case)
        moves.move(case, SubmissionStatus.ACCEPTED)
        _promise(case)
        case.ring(Fact.ACCEPTED)
    return case.submission


def _promise(case: moves.Case) -> None:
    """Copy the case's own due dates to its row: the latest of the items that hold the results
    together.
    """
    filing = case.submission.filings.latest("sequence")
    planned = plan(
        case.version,
        filing.content["answers"],
        on=timezone.localdate(case.at),
        calendar=case.calendar,
        start=case.at,
    )
    submission = case.submission
    submission.promised_due, submission.legal_due = planned.promised.at, planned.legal.at
    submission.due_provisional = planned.promised.provisional or planned.legal.provisional
