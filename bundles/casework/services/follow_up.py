"""Whether what was promised is kept (事后核查): found, ordered to be put right, or revoked.

The department that supervises looks; where a promise was not put right, the department that decided
takes its decision back: a reviewer proposes, a decider signs (domain facts §3.13).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.utils import timezone

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.commitment_exceptions import NoSuchFollowUp, RevocationNeedsAnother
from bundles.casework.exceptions import MoveNotAllowed, NotYours, ReasonMissing, StaleVersion
from bundles.casework.follow_up_stages import FOLLOW_UP_MOVES, FOLLOW_UP_OVER, FollowUpStage
from bundles.casework.models import FollowUp, FollowUpStep, WorkItem
from bundles.casework.words import fit_for_paper
from departments.limits import Limit
from departments.models import Department

from . import moves

SETTLE_WITHIN: Final = Limit.working("10")
"""How long the deciding department may think about a revocation before it is chased (ours)."""


def open_follow_up(case: moves.Case, item: WorkItem) -> None:
    """The decision was made on a promise: its check is due within the days the item says.

    The department that supervises is told with the event, whichever decided.
    """
    definition = case.definition(item)
    assert definition.commitment is not None
    due = case.calendar.due(case.at, definition.commitment.follow_up)
    supervising = definition.supervised_by.code
    FollowUp.objects.create(
        work_item=item,
        department=Department.objects.get(code=supervising),
        opened_at=case.at,
        due_at=due.at,
        due_provisional=due.provisional,
    )
    told = {"supervising": supervising, "until": timezone.localdate(due.at).isoformat()}
    case.record("follow_up.due", told, item=item)


def find_kept(work_item_id: int, *, seen: int, remark: str = "", by: Actor) -> FollowUp:
    """What was promised is so. Raises ``StaleVersion``, ``NotYours``, ``MoveNotAllowed``."""
    fit_for_paper(remark)
    with _opened(work_item_id, by=by, seen=seen) as (case, check):
        _supervisors_own(check, by)
        _step(case, check, FollowUpStage.KEPT, remark)
    return check


def find_broken(work_item_id: int, *, seen: int, remark: str, by: Actor) -> FollowUp:
    """A promise was not kept: it has to be put right within the days the item says.

    ``remark`` says what was found; the applicant reads it on the order. Raises ``ReasonMissing``,
    ``NotForPaper`` and like ``find_kept``.
    """
    _words_for(remark)
    with _opened(work_item_id, by=by, seen=seen) as (case, check):
        _supervisors_own(check, by)
        if check.at_stage is not FollowUpStage.DUE:
            raise MoveNotAllowed(status=check.stage, to=FollowUpStage.TO_PUT_RIGHT)
        _step(case, check, FollowUpStage.TO_PUT_RIGHT, remark, within=_put_right(case, check))
    return check


def find_put_right(work_item_id: int, *, seen: int, remark: str = "", by: Actor) -> FollowUp:
    """It has been put right, in time or late: the decision stands."""
    fit_for_paper(remark)
    with _opened(work_item_id, by=by, seen=seen) as (case, check):
        _supervisors_own(check, by)
        _step(case, check, FollowUpStage.PUT_RIGHT, remark)
    return check


def find_not_put_right(work_item_id: int, *, seen: int, remark: str, by: Actor) -> FollowUp:
    """The day is over and nothing was put right: the department that decided is told.

    Before the day is over there is nothing to find: ``MoveNotAllowed``. Else like ``find_broken``.
    """
    _words_for(remark)
    with _opened(work_item_id, by=by, seen=seen) as (case, check):
        _supervisors_own(check, by)
        if check.due_at is not None and case.at <= check.due_at:
            raise MoveNotAllowed(status=check.stage, to=FollowUpStage.NOT_PUT_RIGHT)
        _step(case, check, FollowUpStage.NOT_PUT_RIGHT, remark, within=SETTLE_WITHIN)
    return check


def order_again(work_item_id: int, *, seen: int, remark: str, by: Actor) -> FollowUp:
    """The department that decided gives once more the days to put it right, by its decider."""
    _words_for(remark)
    with _opened(work_item_id, by=by, seen=seen) as (case, check):
        _deciders_own(case, check, by, "decider")
        if check.at_stage is FollowUpStage.DUE:
            raise MoveNotAllowed(status=check.stage, to=FollowUpStage.TO_PUT_RIGHT)
        _step(case, check, FollowUpStage.TO_PUT_RIGHT, remark, within=_put_right(case, check))
    return check


def propose_revocation(work_item_id: int, *, seen: int, remark: str, by: Actor) -> FollowUp:
    """A reviewer of the department that decided proposes to take the result back, with grounds."""
    _words_for(remark)
    with _opened(work_item_id, by=by, seen=seen) as (case, check):
        _deciders_own(case, check, by, "reviewer", "decider")
        _step(case, check, FollowUpStage.PROPOSED, remark, within=SETTLE_WITHIN)
    return check


def mark_revoked(
    work_item_id: int, *, seen: int, certificates: Sequence[str], by: Actor
) -> FollowUpStep:
    """The result is revoked: the check is over, on the grounds that were proposed.

    Issuance calls it, in the transaction that revokes the ``certificates``. Raises
    ``RevocationNeedsAnother`` for who is no decider, or proposed it.
    """
    with _opened(work_item_id, by=by, seen=seen) as (case, check):
        _deciders_own(case, check, by, "reviewer", "decider")
        proposed = check.steps.filter(stage=FollowUpStage.PROPOSED).last()
        if check.at_stage is not FollowUpStage.PROPOSED or proposed is None:
            raise MoveNotAllowed(status=check.stage, to=FollowUpStage.REVOKED)
        if proposed.by["id"] == by.id or not by.may("decider"):
            raise RevocationNeedsAnother
        return _step(case, check, FollowUpStage.REVOKED, proposed.remark, certificates=certificates)


@contextmanager
def _opened(work_item_id: int, *, by: Actor, seen: int) -> Iterator[tuple[moves.Case, FollowUp]]:
    """Lock the case, then read the check; ``seen`` is the version the official looked at."""
    with moves.opened_at_item(work_item_id, by=by) as (case, item):
        found = FollowUp.objects.select_related("department").filter(work_item=item)
        check = found.first()
        if check is None:
            raise NoSuchFollowUp
        if seen != check.revision:
            raise StaleVersion(seen=seen, current=check.revision)
        check.work_item = item
        yield case, check


def _step(
    case: moves.Case,
    check: FollowUp,
    to: FollowUpStage,
    remark: str,
    *,
    within: Limit | None = None,
    certificates: Sequence[str] = (),
) -> FollowUpStep:
    """Move the check and write down what was found; ``within`` it has to go on."""
    if to not in FOLLOW_UP_MOVES[check.at_stage]:
        raise MoveNotAllowed(status=check.stage, to=to)
    came_from, check.stage = check.stage, to
    due = case.calendar.due(case.at, within) if within else None
    check.due_at = due.at if due else None
    check.due_provisional = bool(due and due.provisional)
    check.chased_at, check.over_at = None, case.at if to in FOLLOW_UP_OVER else None
    check.revision += 1
    check.save()
    _tell(case, check, came_from)
    return FollowUpStep.objects.create(
        follow_up=check,
        stage=to,
        remark=remark.strip(),
        by=case.by.as_json(),
        at=case.at,
        due_at=check.due_at,
        certificates=list(certificates),
    )


def _tell(case: moves.Case, check: FollowUp, came_from: str) -> None:
    told = {"from": came_from, "to": check.stage, "supervising": check.department.code}
    if check.due_at is not None:
        told["until"] = timezone.localdate(check.due_at).isoformat()
    case.record(f"follow_up.{check.stage}", told, item=check.work_item)
    case.ring(Fact.FOLLOW_UP_MOVED)


def _put_right(case: moves.Case, check: FollowUp) -> Limit:
    commitment = case.definition(check.work_item).commitment
    assert commitment is not None
    return commitment.put_right


def _supervisors_own(check: FollowUp, by: Actor) -> None:
    if by.department != check.department.code or not by.may("reviewer", "decider"):
        raise NotYours


def _deciders_own(case: moves.Case, check: FollowUp, by: Actor, *roles: str) -> None:
    if by.department != case.definition(check.work_item).department.code or not by.may(*roles):
        raise NotYours


def _words_for(remark: str) -> None:
    if not remark.strip():
        raise ReasonMissing
    fit_for_paper(remark)
