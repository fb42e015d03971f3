"""Where a case or an item ends, nothing can be opened again; and nothing waits for nobody."""

from __future__ import annotations

import pytest

from bundles.casework import services
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
DEFECT = Defect("field:insurance.first_month", "参保起始月份早于入职月份。")


def test_a_draft_given_up_is_over_and_has_no_number() -> None:
    draft = cases.draft()
    withdrawn = services.withdraw(draft.pk, by=cases.own(draft))
    assert (withdrawn.state, withdrawn.number) == (SubmissionStatus.WITHDRAWN, None)
    with pytest.raises(MoveNotAllowed):
        services.apply(draft.pk, reviewed=review_hash(cases.fresh(draft)), by=cases.own(draft))


def test_a_correction_is_not_answered_after_the_case_was_withdrawn() -> None:
    submission = cases.filed()
    services.return_for_correction(
        submission.pk, seen=submission.revision, defects=[DEFECT], by=cases.clerk()
    )
    own = cases.own(submission)
    services.withdraw(submission.pk, by=own)
    filings = submission.filings.count()
    with pytest.raises(MoveNotAllowed):
        services.resubmit(submission.pk, reviewed=review_hash(cases.fresh(submission)), by=own)
    with pytest.raises(MoveNotAllowed):
        services.save_answers(submission.pk, block="insurance", values={}, by=own)
    assert submission.filings.count() == filings


def test_an_items_correction_is_not_answered_after_the_item_was_withdrawn() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    item = cases.claimed(submission, "E4")
    services.request_correction(
        item.pk, seen=item.revision, defects=[DEFECT], by=cases.reviewer(item)
    )
    own = cases.own(submission)
    services.withdraw_item(item.pk, by=own)
    with pytest.raises(MoveNotAllowed):
        services.resubmit_item(item.pk, reviewed=review_hash(cases.fresh(submission)), by=own)
    assert cases.item(submission, "E4").state is WorkItemStatus.WITHDRAWN


def test_a_case_withdrawn_before_its_fan_out_is_never_fanned_out() -> None:
    submission = cases.accepted()
    services.withdraw(submission.pk, by=cases.own(submission))
    services.fan_out(submission.pk)
    assert not submission.work_items.exists()
    assert cases.fresh(submission).state is SubmissionStatus.WITHDRAWN


def test_what_is_decided_can_no_longer_be_withdrawn() -> None:
    submission = cases.decided()
    with pytest.raises(MoveNotAllowed):
        services.withdraw(submission.pk, by=cases.own(submission))
    with pytest.raises(MoveNotAllowed):
        services.withdraw_item(cases.item(submission, "E6").pk, by=cases.own(submission))


def test_the_head_puts_back_what_an_absent_officer_had_claimed() -> None:
    submission = cases.in_review()
    item = cases.claimed(submission, "E1")
    with pytest.raises(NotYours):
        services.release(item.pk, seen=item.revision, by=cases.officer("WLG-GA-03"))
    released = services.release(item.pk, seen=item.revision, by=cases.officer("WLG-SC-03"))
    assert (released.state, released.officer) == (WorkItemStatus.QUEUED, "")
    again = services.claim(released.pk, seen=released.revision, by=cases.decider(released))
    assert again.officer == "WLG-SC-02"
