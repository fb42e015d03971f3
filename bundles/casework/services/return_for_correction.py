"""The window gives a case back, once, naming every defect (一次性补正告知)."""

from __future__ import annotations

from collections.abc import Sequence

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.models import Correction
from bundles.casework.states import SubmissionStatus
from bundles.casework.visible import already_visible
from bundles.casework.window_exceptions import AlreadyVisible

from . import moves
from .correction import Defect, ask
from .permissions import in_hand
from .second_notice import overtake


def return_for_correction(
    submission_id: int, *, seen: int, defects: Sequence[Defect], by: Actor
) -> Correction:
    """Give the case back once, naming every defect (Administrative Licensing Law art. 32).

    A second time the window may name only what could not be seen the first time: anything else
    raises ``AlreadyVisible`` and goes to a supervisor by ``ask_second_notice``. Raises
    ``DefectsMissing`` for none or an empty text, ``NotForPaper``, ``UnknownField`` for a place the
    form lacks, and like ``accept``.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        in_hand(case)
        if places := already_visible(case.submission, [defect.about for defect in defects]):
            raise AlreadyVisible(places)
        correction = ask(case, defects)
        moves.move(case, SubmissionStatus.CORRECTION, defects=len(defects))
        overtake(case)
        case.ring(Fact.RETURNED)
    return correction
