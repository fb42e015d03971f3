"""Answer a correction: the whole case to the window, or one item to its department."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import MoveNotAllowed, NothingChanged
from bundles.casework.models import AssistanceEnding, Filing, Submission, WorkItem
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.casework.words import fit_for_paper
from bundles.catalogue.answers import only

from . import moves
from .asked import answered, places_asked
from .assist import end
from .dating import promise, redate
from .deem_accepted import moment_of
from .filing import file
from .permissions import applicants_own
from .pre_checking import ask_pre_checks

_STANDING_STILL: Final = (WorkItemStatus.WAITING, WorkItemStatus.SUSPENDED)
"""Where an item stays when its promise is taken back there, and when that is answered."""


def resubmit(
    submission_id: int,
    *,
    reviewed: str,
    by: Actor,
    unchanged_because: str = "",
    agreed: Iterable[str] = (),
) -> Submission:
    """Hand a returned case in again. Raises what ``apply`` raises, and ``NothingChanged`` when it
    is what was sent back, unless the applicant says why it stands. ``agreed`` are the promises
    ticked anew, for what has changed.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        if case.submission.state is not SubmissionStatus.CORRECTION:
            raise MoveNotAllowed(status=case.submission.status, to=SubmissionStatus.SUBMITTED)
        filing = file(case, reviewed=reviewed, agreed=agreed)
        _something_changed(case, None, filing, unchanged_because)
        answered(case, because=unchanged_because)
        moves.move(
            case,
            SubmissionStatus.SUBMITTED,
            kind="submission.resubmitted",
            filing=filing.review_hash,
        )
        case.submission.deemed_at = moment_of(case, filing)
        ask_pre_checks(case, filing)
        end(case, AssistanceEnding.FILED)
        case.ring(Fact.SUBMITTED)
    return case.submission


def resubmit_item(
    work_item_id: int,
    *,
    reviewed: str,
    by: Actor,
    unchanged_because: str = "",
    agreed: Iterable[str] = (),
) -> WorkItem:
    """Answer a department's request; only items whose own inputs changed notice anything (T20).

    The item goes back to the officer who has it, else to where it stood when its promise was taken
    back. Raises ``MoveNotAllowed`` when nothing was asked, else like ``resubmit``.
    """
    with moves.opened_at_item(work_item_id, by=by) as (case, item):
        applicants_own(case)
        _was_asked(case, item)
        before = case.submission.filings.latest("sequence")
        filing = file(case, reviewed=reviewed, agreed=agreed)
        _something_changed(case, item, filing, unchanged_because)
        answered(case, item, because=unchanged_because)
        for other in case.items:
            if (
                other is not item
                and not other.is_settled
                and _sees_change(case, other, before, filing)
            ):
                case.touch(other)
                case.record("work_item.inputs_changed", {"filing": filing.review_hash}, item=other)
        _back(case, item, filing)
        promise(case)
        if not places_asked(case.submission):  # else whoever helps goes on with the next one
            end(case, AssistanceEnding.FILED)
        case.ring(Fact.ITEM_RESUBMITTED)
    return item


def _was_asked(case: moves.Case, item: WorkItem) -> None:
    """By its department; or by the applicant's own word, while the item stands still."""
    if item.state is WorkItemStatus.CORRECTION:
        return
    asked = item.corrections.filter(answered_at__isnull=True)
    if item.state not in _STANDING_STILL or not asked.exists():
        raise MoveNotAllowed(status=item.status, to=WorkItemStatus.CLAIMED)


def _back(case: moves.Case, item: WorkItem, filing: Filing) -> None:
    if item.state in _STANDING_STILL:
        case.touch(item)
        case.record("work_item.inputs_changed", {"filing": filing.review_hash}, item=item)
        return
    to = WorkItemStatus.CLAIMED if item.officer else WorkItemStatus.QUEUED
    kind = "work_item.resubmitted"
    moves.move_item(case, item, to, kind=kind, filing=filing.review_hash)
    redate(case, item)


def _something_changed(
    case: moves.Case, item: WorkItem | None, filing: Filing, because: str
) -> None:
    """Raise ``NothingChanged`` for what stood there when it was asked about, without a word why."""
    fit_for_paper(because)
    if because.strip():
        return
    asked = case.submission.corrections.filter(work_item=item, answered_at__isnull=True).first()
    before = case.submission.filings.exclude(pk=filing.pk)
    if asked is not None:
        before = before.filter(filed_at__lte=asked.asked_at)
    last = before.order_by("-sequence").first()
    if last is not None and _as_form(last) == _as_form(filing):
        raise NothingChanged


def _as_form(filing: Filing) -> dict[str, Any]:
    """What the form says, whichever way it was handed in."""
    return {key: value for key, value in filing.content.items() if key != "followed"}


def _sees_change(case: moves.Case, item: WorkItem, before: Filing, after: Filing) -> bool:
    def seen(filing: Filing) -> object:
        materials = set(case.definition(item).materials)
        return (
            only(case.version, filing.content["answers"], item.key),
            [each for each in filing.content["materials"] if each["key"] in materials],
        )

    return seen(before) != seen(after)
