"""Keep one page of the form, finished or not."""

from __future__ import annotations

from typing import Any, Final

from bundles.casework.actors import Actor
from bundles.casework.exceptions import UnknownField
from bundles.casework.models import Submission

from . import moves
from .asked import only_asked_changes
from .permissions import applicants_own
from .signing import void_if_changed

QUESTIONS: Final = "questions"


def save_answers(submission_id: int, *, block: str, values: Any, by: Actor) -> Submission:
    """Replace the answers of one block, or of the scenario questions (``block="questions"``).

    Nothing is judged here but the place: what is unfinished or wrong is kept, told on the page,
    and refused when the case is handed in. ``values`` is an object, or a list of objects for a
    repeatable block. Raises ``UnknownField``, ``NotAsked``, ``MoveNotAllowed``, ``NotYours``.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        submission = case.submission
        if block != QUESTIONS and block not in {each.key for each in case.version.blocks}:
            raise UnknownField
        answers = submission.answers
        part = answers if block == QUESTIONS else answers.setdefault("blocks", {})
        only_asked_changes(submission, block, part.get(block), values)
        part[block] = values
        submission.save(update_fields=["answers"])
        void_if_changed(case)
    return submission
