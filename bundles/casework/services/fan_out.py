"""Fan an accepted case out to the queue of each department it concerns."""

from __future__ import annotations

from django.utils import timezone

from bundles.casework.actors import MACHINE
from bundles.casework.bells import Fact
from bundles.casework.models import Outcome, Submission, WorkItem
from bundles.casework.numbering import allocate
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.catalogue.plan import Plan
from departments.codes import work_item_number
from departments.models import Department

from . import moves
from .advancing import advance
from .deciding import decide
from .planning import plan_filed


def fan_out(submission_id: int) -> Submission:
    """Open a work item for every item of the plan, and queue those that need no other.

    What the case was accepted without is opened as settled, so that the department, the applicant
    and the papers can see what became of it. Runs on the machine, any number of times: a case that
    is no longer merely accepted is left alone.
    """
    with moves.opened(submission_id, by=MACHINE) as case:
        if case.submission.state is SubmissionStatus.ACCEPTED:
            _open_items(case, plan_filed(case))
            _settle_left_out(case)
            moves.move(case, SubmissionStatus.IN_REVIEW)
            advance(case)
            case.ring(Fact.OPENED)
    return case.submission


def _open_items(case: moves.Case, planned: Plan) -> None:
    items = [each.item for each in planned.items]
    promised = {each.item.key for each in planned.items if each.by_commitment}
    today = timezone.localdate(case.at)
    scopes = [f"item/{item.implementation_code}/{today:%Y%m%d}" for item in items]
    departments = Department.objects.in_bulk(
        {item.department.code for item in items}, field_name="code"
    )
    case.items = WorkItem.objects.bulk_create(
        WorkItem(
            submission=case.submission,
            key=item.key,
            position=position,
            number=work_item_number(item.implementation_code, today, sequence),
            department=departments[item.department.code],
            opened_at=case.at,
            by_commitment=item.key in promised,
        )
        for position, (item, sequence) in enumerate(
            zip(items, allocate(scopes, limit=9_999), strict=True), start=1
        )
    )


def _settle_left_out(case: moves.Case) -> None:
    """Close the items the window did not accept or the applicant dropped, as decided back then."""
    items = {item.key: item for item in case.items}
    for left in case.submission.left_out.all():
        item = items.get(left.key)
        if item is None:
            continue
        moves.move_item(case, item, WorkItemStatus(left.how), because="at_acceptance")
        if item.state is WorkItemStatus.NOT_ACCEPTED:
            decision = decide(case, item, Outcome.NOT_ACCEPTED, grounds=left.because)
            decision.competent, decision.by, decision.decided_at = left.competent, left.by, left.at
            decision.save(force_insert=True)
            case.ring(Fact.ITEM_NOT_ACCEPTED)
