"""What handing in at the counter means: a new case, or the answer to whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NothingChanged
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from portal.console.intake.door import work_of
from portal.form.agreeing import consent
from portal.form.changes import is_answered

LONGEST_WORD: Final = 500


@dataclass(frozen=True, slots=True)
class ToFile:
    """``reviewed`` is the hash of what was confirmed, ``agreed`` what was ticked for it, None where
    nothing was put before the applicant anew; ``because`` says why something asked about was left
    as it is.
    """

    reviewed: str
    agreed: tuple[str, ...] | None
    because: str = ""


def file(submission: Submission, what: ToFile, *, by: Actor) -> None:
    """Hand in a draft, or answer the window or the departments that asked; all of it or nothing.

    Raises what ``apply``, ``resubmit`` and ``resubmit_item`` raise.
    """
    with transaction.atomic():
        match submission.state:
            case SubmissionStatus.DRAFT:
                services.apply(submission.pk, reviewed=what.reviewed, by=by)
            case SubmissionStatus.CORRECTION:
                services.resubmit(
                    submission.pk, reviewed=what.reviewed, by=by, unchanged_because=what.because
                )
            case _:
                _answer_departments(submission, what, by=by)
        if what.agreed is not None:
            agreed = ",".join(what.agreed)
            services.note(submission.pk, kind="submission.agreed", by=by, agreed=agreed)
            consent(submission, by=by)


def _answer_departments(submission: Submission, what: ToFile, *, by: Actor) -> None:
    """Only who asked about what has changed is answered; the others go on waiting, unless a word
    says why it stays. Raises ``NothingChanged`` when nobody is.
    """
    work = work_of(submission)
    asked = [one for one in work.editing.corrections if one.work_item_id is not None]
    changed = [one for one in asked if is_answered(work, one)]
    for one in asked:
        if one not in changed and not what.because:
            continue
        because = "" if one in changed else what.because
        assert one.work_item_id is not None
        services.resubmit_item(
            one.work_item_id, reviewed=what.reviewed, by=by, unchanged_because=because
        )
    if not changed and not what.because:
        raise NothingChanged
