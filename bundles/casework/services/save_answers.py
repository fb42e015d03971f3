"""Keep one page of the form, finished or not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from bundles.casework.actors import Actor
from bundles.casework.exceptions import UnknownField
from bundles.casework.models import Submission

from . import moves
from .asked import only_asked_changes
from .look_up import want_lookups
from .permissions import applicants_own
from .signing import void_if_changed

QUESTIONS: Final = "questions"


def save_answers(submission_id: int, *, block: str, values: Any, by: Actor) -> Submission:
    """Replace the answers of one block, or of the scenario questions (``block="questions"``).

    ``values`` is an object, or a list of objects for a repeatable block. Else like
    ``revise_answers``.
    """
    return revise_answers(submission_id, block=block, change=lambda _stored: values, by=by)


def revise_answers(
    submission_id: int, *, block: str, change: Callable[[Any], Any], by: Actor
) -> Submission:
    """Make ``change`` to the answers of one block under the lock: what another tab or device saved
    a moment ago is what it is given, so two savers never wipe each other's fields.

    Nothing is judged here but the place: what is unfinished or wrong is kept, told on the page,
    and refused when the case is handed in. What stays as it was is not written. Raises
    ``UnknownField``, ``NotAsked``, ``MoveNotAllowed``, ``NotYours``.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        submission = case.submission
        if block != QUESTIONS and block not in {each.key for each in case.version.blocks}:
            raise UnknownField
        answers = submission.answers
        part = answers if block == QUESTIONS else answers.setdefault("blocks", {})
        stored = part.get(block)
        values = change(deepcopy(stored))
        only_asked_changes(submission, block, stored, values)
        if values == stored:
            return submission
        part[block] = values
        submission.save(update_fields=["answers"])
        want_lookups(case)
        void_if_changed(case)
    return submission
