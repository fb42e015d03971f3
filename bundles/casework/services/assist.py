"""An official sits down beside the applicant, and gets up again (帮办)."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from applicants.models import Applicant
from applicants.selectors import represents
from bundles.casework.actors import Actor
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.casework.models import Assistance, AssistanceEnding
from bundles.casework.selectors.signatures import link_hash
from bundles.casework.states import SubmissionStatus
from departments.models import Hall

from . import moves
from .asked import form_is_open
from .permissions import clerks_own, counters_own

MIRROR_LASTS: Final = timedelta(hours=4)
"""One morning or one afternoon at the counter, whatever was forgotten to be ended."""


def assist(submission_id: int, *, present: Applicant, by: Actor) -> Assistance:
    """Begin to help with an open form: a draft, or what was sent back for correction.

    ``by`` is a helper for the applicant of the case. Whoever helped until now has handed it on; the
    same officer a second time goes on with what stands. Raises ``NotYours`` for somebody who is no
    helper or beside somebody else, ``MoveNotAllowed`` for a closed form.
    """
    with moves.opened(submission_id, by=by) as case:
        counters_own(case)
        return _beside(case, present)


def mend(submission_id: int, *, present: Applicant, seen: int, by: Actor) -> Assistance:
    """Open a case that waits for acceptance once more, the applicant being there to put it right.

    What can be mended on the spot is mended on the spot (行政许可法 art. 32). ``by`` is a helper of
    the hall of the case. Raises ``StaleVersion``, ``MoveNotAllowed`` once it is accepted, and like
    ``assist``; whatever it raises, the case waits on as it was.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        counters_own(case)
        clerks_own(case)
        if case.submission.state is not SubmissionStatus.SUBMITTED:
            raise MoveNotAllowed(status=case.submission.status, to=SubmissionStatus.DRAFT)
        moves.move(case, SubmissionStatus.DRAFT, kind="submission.mended")
        return _beside(case, present)


def _beside(case: moves.Case, present: Applicant) -> Assistance:
    applicant, by = case.submission.applicant, case.by
    if not present.is_person or (present != applicant and not represents(present, applicant)):
        raise NotYours
    form_is_open(case.submission)
    standing = standing_for(case)
    if standing is not None and standing.officer == by.id and standing.hall.code == by.hall:
        return standing
    end(case, AssistanceEnding.HANDED_ON)
    return begin(case, present)


def end_assistance(submission_id: int, *, ending: AssistanceEnding, by: Actor) -> None:
    """Get up: the applicant's screen goes dark, the draft stays. Where nobody helps: nothing."""
    with moves.opened(submission_id, by=by) as case:
        counters_own(case)
        end(case, ending)


def standing_for(case: moves.Case) -> Assistance | None:
    standing = Assistance.objects.filter(submission=case.submission, ended_at__isnull=True)
    return standing.select_related("hall").first()


def begin(case: moves.Case, present: Applicant) -> Assistance:
    secret, hall = secrets.token_urlsafe(32), Hall.objects.get(code=case.by.hall)
    if case.submission.taken_in_at is None or case.submission.submitted_at is None:
        case.submission.taken_in_at = hall  # stored along with the event
    begun = Assistance.objects.create(
        submission=case.submission,
        officer=case.by.id,
        hall=hall,
        present=present,
        begun_at=case.at,
        secret=secret,
        secret_hash=link_hash(secret),
        expires_at=case.at + MIRROR_LASTS,
    )
    case.record("assistance.begun", {"assistance": begun.pk})
    return begun


def end(case: moves.Case, ending: AssistanceEnding) -> None:
    """End the one that stands, if one does."""
    standing = standing_for(case)
    if standing is None:
        return
    standing.ended_at, standing.ending = case.at, ending
    standing.save(update_fields=["ended_at", "ending"])
    if case.submission.submitted_at is None and ending is not AssistanceEnding.FILED:
        case.submission.taken_in_at = None  # finished elsewhere, it was not taken in here
    case.record("assistance.ended", {"assistance": standing.pk, "why": ending.value})
