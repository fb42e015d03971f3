"""Whose case it is: one clerk takes it in hand, hands it on, or puts it back."""

from __future__ import annotations

from bundles.casework.actors import Actor
from bundles.casework.exceptions import MoveNotAllowed
from bundles.casework.models import Submission
from bundles.casework.window_exceptions import InAnothersHands, NoSuchClerk
from departments.models import Officer, OfficerRole

from . import moves
from .permissions import clerks_own


def take(submission_id: int, *, by: Actor) -> Submission:
    """Take the case in hand, from a colleague's too; their number stands in the event. Twice is
    once.
    """
    with moves.opened(submission_id, by=by) as case:
        _open(case)
        if case.submission.clerk != by.id:
            _give(case, by.id, "submission.taken")
    return case.submission


def hand_on(submission_id: int, *, to: str, by: Actor) -> Submission:
    """Give the case to another clerk of the hall; ``to`` is their number.

    Raises ``NoSuchClerk``, and ``InAnothersHands`` for a case that is a colleague's.
    """
    with moves.opened(submission_id, by=by) as case:
        _open(case)
        _own(case)
        known = Officer.objects.filter(
            number=to,
            is_active=True,
            hall__code=case.submission.hall.code,
            roles__contains=[OfficerRole.WINDOW],
        )
        if not known.exists():
            raise NoSuchClerk
        if case.submission.clerk != to:
            _give(case, to, "submission.handed_on")
    return case.submission


def put_back(submission_id: int, *, by: Actor) -> Submission:
    """The case is nobody's again. The head of the hall puts back for somebody who is away."""
    with moves.opened(submission_id, by=by) as case:
        _open(case)
        if not by.may(OfficerRole.HEAD):
            _own(case)
        if case.submission.clerk:
            _give(case, "", "submission.put_back")
    return case.submission


def _open(case: moves.Case) -> None:
    clerks_own(case)
    if case.submission.is_over:
        raise MoveNotAllowed(status=case.submission.status, to="assign")


def _own(case: moves.Case) -> None:
    submission = case.submission
    if submission.clerk not in ("", case.by.id):
        name = Officer.objects.filter(number=submission.clerk).values_list("name", flat=True)
        raise InAnothersHands(
            clerk=submission.clerk, name=name.first() or "", since=submission.clerk_since
        )


def _give(case: moves.Case, to: str, kind: str) -> None:
    submission = case.submission
    case.record(kind, {"from_clerk": submission.clerk, "clerk": to})
    submission.clerk, submission.clerk_since = to, (case.at if to else None)
