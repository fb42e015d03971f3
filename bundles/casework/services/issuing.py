"""What issuance tells the case: results are out, results are in hand, results are wanted early."""

from __future__ import annotations

from applicants.models import AgentScope
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import MoveNotAllowed
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus

from . import moves
from .advancing import issue_no_later_than
from .permissions import applicants_own


def take_results(submission_id: int, *, batch: str, results: int, by: Actor) -> Submission:
    """Issuance has taken what was decided; what is decided from now on waits for a moment anew."""
    with moves.opened(submission_id, by=by) as case:
        case.submission.issue_at = None
        case.record("issuance.reserved", {"batch": batch, "results": results})
    return case.submission


def mark_issued(submission_id: int, *, by: Actor) -> Submission:
    """Every result of a decided case has been issued; nobody need call twice, anybody may."""
    with moves.opened(submission_id, by=by) as case:
        if case.submission.state is SubmissionStatus.DECIDED:
            moves.move(case, SubmissionStatus.ISSUED)
            case.ring(Fact.ISSUED)
    return case.submission


def close(submission_id: int, *, by: Actor) -> Submission:
    """Everything has been handed over, or nothing is left to hand over. Twice is once."""
    with moves.opened(submission_id, by=by) as case:
        if case.submission.state is not SubmissionStatus.CLOSED:
            moves.move(case, SubmissionStatus.CLOSED)
            case.ring(Fact.CLOSED)
    return case.submission


def note(submission_id: int, *, kind: str, by: Actor, **data: str | int) -> Submission:
    """Write a fact of issuance into the case's chain: issued, arrived, handed over.

    ``data`` holds codes, numbers and hashes, never a person's data.
    """
    with moves.opened(submission_id, by=by) as case:
        case.record(kind, data)
    return case.submission


def ask_for_results(submission_id: int, *, by: Actor) -> Submission:
    """The applicant wants what is decided now instead of waiting for the rest. Twice is once.

    Raises ``MoveNotAllowed`` when nothing decided is waiting to go out.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case, AgentScope.APPLY, AgentScope.COLLECT)
        submission = case.submission
        if submission.state is not SubmissionStatus.IN_REVIEW or submission.issue_at is None:
            raise MoveNotAllowed(status=submission.status, to=SubmissionStatus.ISSUED)
        if submission.issue_at > case.at:
            case.record("submission.results_asked_for")
        issue_no_later_than(case, case.at)
    return submission
