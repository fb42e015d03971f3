"""Departments that accept their item themselves look first, quickly, before the window accepts."""

from __future__ import annotations

from collections.abc import Set

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import MoveNotAllowed, NotYours, ReasonMissing, StaleVersion
from bundles.casework.models import Filing, PreCheck, PreCheckAnswer
from bundles.casework.selectors.pre_checks import looked_at, standing
from bundles.casework.states import SubmissionStatus
from bundles.casework.window_exceptions import (
    NoSuchPreCheck,
    PreCheckObjected,
    PreCheckOverdue,
    PreCheckWaiting,
)
from bundles.casework.words import fit_for_paper
from bundles.catalogue.plan import Plan
from departments.models import Department

from . import moves
from .planning import plan_filed


def ask_pre_checks(case: moves.Case, filing: Filing) -> None:
    """Ask every department that accepts its item itself; not again about what it has passed."""
    if not any(item.pre_check for item in case.version.items):
        return
    planned = plan_filed(case, filing)
    last = standing(case.submission)
    for one in planned.items:
        earlier = last.get(one.item.key)
        if one.item.pre_check is None or (earlier and _still_passed(case, earlier, filing)):
            continue
        department = Department.objects.get(code=one.item.accepted_by.code)
        check = PreCheck.objects.create(
            submission=case.submission,
            filing=filing,
            key=one.item.key,
            department=department,
            asked_at=case.at,
            due_at=case.calendar.due(case.at, one.item.pre_check).at,
        )
        case.record("pre_check.asked", _told(check, department.code))
    case.ring(Fact.PRE_CHECKS_ASKED)


def pass_pre_check(pre_check_id: int, *, seen: int, by: Actor) -> PreCheck:
    """The department can accept its item as it stands.

    Raises ``NotYours``, ``StaleVersion``, and ``MoveNotAllowed`` for one that was answered, or
    whose case the window has dealt with meanwhile.
    """
    return _answer(pre_check_id, PreCheckAnswer.PASSED, "", seen=seen, by=by)


def object_to_pre_check(pre_check_id: int, *, seen: int, remark: str, by: Actor) -> PreCheck:
    """The department could not accept its item; ``remark`` tells the window why. Raises
    ``ReasonMissing``, ``NotForPaper`` and like ``pass_pre_check``.
    """
    if not remark.strip():
        raise ReasonMissing
    fit_for_paper(remark)
    return _answer(pre_check_id, PreCheckAnswer.OBJECTED, remark, seen=seen, by=by)


def answered_by_all(case: moves.Case, planned: Plan, *, besides: Set[str], because: str) -> None:
    """Every department asked has passed its item, but for those the case is accepted without.

    Raises ``PreCheckObjected``, ``PreCheckWaiting``, and ``PreCheckOverdue`` when the time of all
    that are missing is over and ``because`` does not say why the window goes on.
    """
    asked = {
        key: one
        for key, one in standing(case.submission).items()
        if key in planned.item_keys and key not in besides
    }
    objected = [key for key, one in asked.items() if one.answer == PreCheckAnswer.OBJECTED]
    if objected:
        raise PreCheckObjected(objected)
    missing = {key: one for key, one in asked.items() if not one.answer}
    late = [key for key, one in missing.items() if one.due_at <= case.at]
    if len(late) < len(missing):
        raise PreCheckWaiting(missing, max(one.due_at for one in missing.values()))
    if missing and not because.strip():
        raise PreCheckOverdue(missing)
    fit_for_paper(because)
    for one in missing.values():
        case.record("pre_check.passed_over", _told(one, one.department.code))


def _answer(
    pre_check_id: int, answer: PreCheckAnswer, remark: str, *, seen: int, by: Actor
) -> PreCheck:
    submission_id = (
        PreCheck.objects.filter(pk=pre_check_id).values_list("submission", flat=True).first()
    )
    if submission_id is None:
        raise NoSuchPreCheck
    with moves.opened(submission_id, by=by) as case:
        check = PreCheck.objects.select_related("department").get(pk=pre_check_id)
        if by.department != check.department.code or not by.may("reviewer", "decider"):
            raise NotYours
        if seen != check.revision:
            raise StaleVersion(seen=seen, current=check.revision)
        current = standing(case.submission).get(check.key)
        open_ = case.submission.state is SubmissionStatus.SUBMITTED
        if check.answer or not open_ or current != check:
            raise MoveNotAllowed(status=check.answer or case.submission.status, to=answer)
        check.answer, check.remark = answer, remark.strip()
        check.answered_by, check.answered_at = by.as_json(), case.at
        check.revision += 1
        check.save()
        case.record(f"pre_check.{answer.value}", _told(check, check.department.code))
        case.ring(Fact.PRE_CHECK_ANSWERED)
    return check


def _told(check: PreCheck, department: str) -> dict[str, str]:
    return {"item": check.key, "department": department, "pre_check": check.token.hex}


def _still_passed(case: moves.Case, earlier: PreCheck, filing: Filing) -> bool:
    """Whether the department has passed exactly what is handed in now."""
    if earlier.answer != PreCheckAnswer.PASSED:
        return False
    return looked_at(case.version, earlier.key, earlier.filing) == looked_at(
        case.version, earlier.key, filing
    )
