"""The law accepts what the window left unanswered."""

from __future__ import annotations

from datetime import datetime

from bundles.casework.actors import MACHINE
from bundles.casework.bells import Fact
from bundles.casework.deeming import deemed_moment
from bundles.casework.models import Filing, Submission
from bundles.casework.selectors.circumstances import filed
from bundles.casework.states import SubmissionStatus

from . import moves
from .dating import promise
from .planning import plan_filed
from .promise_later import date_promises
from .second_notice import overtake


def deem_accepted(submission_id: int) -> Submission:
    """Accept a case whose time has run out, dated at its receipt (art. 32).

    Runs on the machine, any number of times and however late: the moment is computed anew from the
    receipt and today's calendar. A case that has been answered, or not yet run out, is left alone.
    """
    with moves.opened(submission_id, by=MACHINE) as case:
        submission = case.submission
        if submission.state is not SubmissionStatus.SUBMITTED:
            return submission
        moment = moment_of(case)
        if moment is None or moment > case.at:
            return submission
        received = submission.submitted_at
        assert received is not None
        moves.move(
            case,
            SubmissionStatus.ACCEPTED,
            kind="submission.deemed_accepted",
            as_of=received.isoformat(),
            since=moment.isoformat(),
        )
        submission.accepted_at, submission.deemed_accepted = received, True
        overtake(case)
        # days for what may follow count from now: the silence is not the applicant's loss
        date_promises(case, plan_filed(case))
        promise(case)
        case.ring(Fact.ACCEPTED)
    return submission


def moment_of(case: moves.Case, filing: Filing | None = None) -> datetime | None:
    """When the case counts as accepted if nobody answers; None where it never does."""
    if case.submission.submitted_at is None:
        return None
    filing = filing or case.submission.filings.latest("sequence")
    return deemed_moment(
        case.version,
        filing.content["answers"],
        received=case.submission.submitted_at,
        calendar=case.calendar,
        circumstances=filed(filing),
    )
