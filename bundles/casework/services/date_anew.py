"""The calendar has changed: next year's make-up workdays were published, or a holiday moved."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from bundles.casework.actors import MACHINE
from bundles.casework.models import Submission, WorkItem
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from departments import selectors

from . import moves
from .dating import promise, redate
from .deem_accepted import moment_of
from .promise_later import redate_promises

_RUNNING = (WorkItemStatus.QUEUED, WorkItemStatus.CLAIMED)
"""What stands still is dated when it goes on."""


def date_anew(submission_id: int) -> bool:
    """Bring the dates of a running case and its items to today's calendar; True when any moved.

    What moved is an event, seen by the department. A second time moves nothing.
    """
    with moves.opened(submission_id, by=MACHINE) as case:
        submission, moved = case.submission, False
        if submission.state is SubmissionStatus.SUBMITTED:
            return _deemed_anew(case)
        if submission.state not in (SubmissionStatus.ACCEPTED, SubmissionStatus.IN_REVIEW):
            return False
        before = _dates(submission)
        promise(case)
        if _dates(submission) != before:
            moved = True
            case.record("submission.dated_anew", _told(submission))
        moved = redate_promises(case) or moved
        for item in case.items:
            before = _dates(item)
            if item.state in _RUNNING:
                redate(case, item)
            if _dates(item) != before:
                moved = True
                case.touch(item)
                case.record("work_item.dated_anew", _told(item), item=item)
    return moved


def _deemed_anew(case: moves.Case) -> bool:
    """The day on which a case not answered counts as accepted moves with the calendar too."""
    moment = moment_of(case)
    if moment == case.submission.deemed_at:
        return False
    case.submission.deemed_at = moment
    case.record("submission.dated_anew", {"deemed": moment.isoformat() if moment else ""})
    return True


def date_all_anew() -> int:
    """Do so for every running case, each in a transaction of its own; how many moved."""
    selectors.forget()
    running = Submission.objects.filter(
        Q(status__in=(SubmissionStatus.ACCEPTED, SubmissionStatus.IN_REVIEW))
        | Q(status=SubmissionStatus.SUBMITTED, deemed_at__isnull=False)
    )
    ids = running.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500)
    return sum(date_anew(pk) for pk in ids)


def _dates(row: Submission | WorkItem) -> tuple[datetime | None, datetime | None, bool]:
    return row.promised_due, row.legal_due, row.due_provisional


def _told(row: Submission | WorkItem) -> dict[str, str]:
    promised, legal, _provisional = _dates(row)
    assert promised is not None
    assert legal is not None
    return {"promised": promised.isoformat(), "legal": legal.isoformat()}
