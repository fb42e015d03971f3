"""Hand the case in, and take it back within ten minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import MoveNotAllowed, TakeBackTooLate
from bundles.casework.models import AssistanceEnding, Filing, Submission
from bundles.casework.numbering import allocate
from bundles.casework.states import SubmissionStatus
from departments.codes import case_number

from . import moves
from .assist import end
from .deem_accepted import moment_of
from .filing import file
from .permissions import applicants_own
from .pre_checking import ask_pre_checks

TAKE_BACK: Final = timedelta(minutes=10)
"""Ours, after accessibility rules on legally binding pages (domain facts §3.12)."""


def apply(
    submission_id: int, *, reviewed: str, by: Actor, agreed: Iterable[str] = ()
) -> Submission:
    """Submit a draft: numbered, frozen, and waiting for the window.

    What was taken in without a network has its number already, and counts from its receipt.
    ``agreed`` are the promises ticked one by one.
    A second time raises ``MoveNotAllowed`` and changes nothing. Raises what ``file`` raises:
    ``SignaturesMissing`` among it, until everybody the version names has signed this text.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        submission = case.submission
        if submission.state is not SubmissionStatus.DRAFT:
            raise MoveNotAllowed(status=submission.status, to=SubmissionStatus.SUBMITTED)
        filing = file(case, reviewed=reviewed, agreed=agreed)
        if submission.number is None:
            submission.number = _next_number(case)
        _submit(case, filing)
        end(case, AssistanceEnding.FILED)
        case.ring(Fact.SUBMITTED)
    return submission


def _submit(case: moves.Case, filing: Filing) -> None:
    """``submitted_at`` is the moment of receipt, from which the clocks count; the event's own
    ``at`` stays the moment at which it was recorded.
    """
    received_at = case.submission.received_at
    told = {"received_at": received_at.isoformat()} if received_at else {}
    moves.move(case, SubmissionStatus.SUBMITTED, filing=filing.review_hash, **told)
    case.submission.submitted_at = received_at or case.at
    case.submission.deemed_at = moment_of(case, filing)
    ask_pre_checks(case, filing)


def _next_number(case: moves.Case) -> str:
    division, today = case.version.division.code, timezone.localdate(case.at)
    (sequence,) = allocate([f"case/{division}/{today:%Y%m%d}"], limit=999_999)
    return case_number(division, today, sequence)


def take_back(submission_id: int, *, by: Actor) -> Submission:
    """Make a case just handed in a draft again. Raises ``TakeBackTooLate`` after ten minutes.

    Handed in anew it is received anew.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        submission = case.submission
        moves.move(case, SubmissionStatus.DRAFT, kind="submission.taken_back")
        if submission.submitted_at is None or case.at - submission.submitted_at > TAKE_BACK:
            raise TakeBackTooLate
        submission.received_at = None
    return submission
