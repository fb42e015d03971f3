"""A second notice about what was already visible: a supervisor reads it, and it goes out or back.

Administrative Licensing Law art. 32: what has to be mended is told once, all of it. The clerk may
not make good for it alone, and nobody approves what they wrote themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import MoveNotAllowed, NotYours, ReasonMissing
from bundles.casework.models import Correction, NoticeEnding, SecondNotice
from bundles.casework.states import SubmissionStatus
from bundles.casework.visible import already_visible
from bundles.casework.window_exceptions import (
    NoSuchNotice,
    NothingVisible,
    NoticeWaiting,
    OwnNotice,
)
from bundles.casework.words import fit_for_paper
from departments.models import OfficerRole

from . import moves
from .correction import Defect, ask, check
from .permissions import in_hand


def ask_second_notice(
    submission_id: int, *, seen: int, defects: Sequence[Defect], because: str, by: Actor
) -> SecondNotice:
    """Put a notice before the supervisors of the hall; the case waits where it is.

    ``because`` is why it was not named the first time. Raises what ``return_for_correction``
    raises, ``ReasonMissing``, ``NoticeWaiting``, and ``NothingVisible`` for what the window may
    send itself.
    """
    if not because.strip():
        raise ReasonMissing
    with moves.opened(submission_id, by=by, seen=seen) as case:
        in_hand(case)
        if case.submission.state is not SubmissionStatus.SUBMITTED:
            raise MoveNotAllowed(status=case.submission.status, to=SubmissionStatus.CORRECTION)
        check(case, defects)
        places = already_visible(case.submission, [defect.about for defect in defects])
        if not places:
            raise NothingVisible
        if waiting(case) is not None:
            raise NoticeWaiting
        notice = SecondNotice.objects.create(
            submission=case.submission,
            filing=case.submission.filings.latest("sequence"),
            defects=[asdict(defect) for defect in defects],
            seen_before=list(places),
            because=because.strip(),
            asked_by=by.as_json(),
            asked_at=case.at,
        )
        case.record("second_notice.asked", {"defects": len(defects), "seen_before": len(places)})
        case.ring(Fact.SECOND_NOTICE_ASKED)
    return notice


def send_second_notice(notice_id: int, *, reason: str, by: Actor) -> Correction:
    """Send the notice to the applicant, with the supervisor's reason kept beside it.

    Raises ``ReasonMissing``, ``NotYours``, ``OwnNotice``, and ``NoSuchNotice`` for one that was
    dealt with, or whose case has been handed in anew or answered otherwise meanwhile.
    """
    if not reason.strip():
        raise ReasonMissing
    with _before(notice_id, by=by) as (case, notice):
        correction = ask(case, [Defect(**defect) for defect in notice.defects])
        _end(case, notice, NoticeEnding.SENT, reason)
        moves.move(
            case,
            SubmissionStatus.CORRECTION,
            defects=len(notice.defects),
            second_notice=_digest(case, reason),
        )
        case.ring(Fact.RETURNED)
    return correction


def send_back_notice(notice_id: int, *, remark: str, by: Actor) -> SecondNotice:
    """Give the notice back to the clerk with a remark; raises like ``send_second_notice``."""
    if not remark.strip():
        raise ReasonMissing
    with _before(notice_id, by=by) as (case, notice):
        _end(case, notice, NoticeEnding.SENT_BACK, remark)
        case.record("second_notice.sent_back", {"remark": _digest(case, remark)})
    return notice


def waiting(case: moves.Case) -> SecondNotice | None:
    """The notice of the case that waits for a supervisor now."""
    filing = case.submission.filings.latest("sequence")
    standing = SecondNotice.objects.filter(submission=case.submission, ending="").first()
    if standing is not None and standing.filing_id != filing.pk:
        _end(case, standing, NoticeEnding.OVERTAKEN)
        return None
    return standing


def overtake(case: moves.Case) -> None:
    """The case was answered otherwise: what waited for a supervisor waits no more."""
    for notice in SecondNotice.objects.filter(submission=case.submission, ending=""):
        _end(case, notice, NoticeEnding.OVERTAKEN)


@contextmanager
def _before(notice_id: int, *, by: Actor) -> Iterator[tuple[moves.Case, SecondNotice]]:
    """The case of a waiting notice, locked, before a supervisor who did not write it."""
    submission_id = (
        SecondNotice.objects.filter(pk=notice_id).values_list("submission", flat=True).first()
    )
    if submission_id is None:
        raise NoSuchNotice
    with moves.opened(submission_id, by=by) as case:
        if not by.may(OfficerRole.SUPERVISOR) or by.hall != case.submission.hall.code:
            raise NotYours
        notice = SecondNotice.objects.get(pk=notice_id)
        if notice.ending or case.submission.state is not SubmissionStatus.SUBMITTED:
            raise NoSuchNotice
        if notice.filing_id != case.submission.filings.latest("sequence").pk:
            raise NoSuchNotice
        if notice.asked_by.get("id") == by.id:
            raise OwnNotice
        yield case, notice


def _end(case: moves.Case, notice: SecondNotice, ending: NoticeEnding, reason: str = "") -> None:
    fit_for_paper(reason)
    notice.ending, notice.ended_at, notice.ended_by = ending, case.at, case.by.as_json()
    notice.reason = reason.strip()
    notice.save(update_fields=["ending", "ended_at", "ended_by", "reason"])


def _digest(case: moves.Case, words: str) -> str:
    return hashlib.sha256(f"{case.submission.token}{words}".encode()).hexdigest()
