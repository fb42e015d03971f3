"""What may follow is promised by a tick of its own, and dated when the case is accepted."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.later_exceptions import LaterNotPromised, StillMayFollow
from bundles.casework.models import LaterEnding
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect, Leaving
from bundles.casework.states import SubmissionStatus
from bundles.papers.letters import due
from bundles.papers.printing import render
from departments import selectors
from departments.models import CalendarDay
from tests import cases

from . import kitchen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def test_what_is_not_handed_in_now_is_ticked_one_by_one() -> None:
    submission = kitchen.draft()
    with pytest.raises(LaterNotPromised) as refused:
        kitchen.filed(["later:M14"], submission)
    assert refused.value.keys == {"later:M16"}
    submission = kitchen.filed(submission=cases.fresh(submission))
    assert submission.state is SubmissionStatus.SUBMITTED
    assert kitchen.promise(submission).due_on is None
    assert kitchen.promise(submission, "M16").by_item == "E6"


def test_a_tick_is_not_carried_over_when_the_case_is_taken_back() -> None:
    submission = kitchen.filed()
    services.take_back(submission.pk, by=cases.own(submission))
    with pytest.raises(LaterNotPromised):
        kitchen.filed([], cases.fresh(submission))


def test_what_is_handed_in_now_needs_no_promise() -> None:
    submission = kitchen.draft()
    kitchen.attach(submission)
    submission = kitchen.filed(["later:M16"], cases.fresh(submission))
    assert [one.material_key for one in submission.later_promises.all()] == ["M16"]


def test_the_days_are_counted_from_acceptance_by_the_calendar() -> None:
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        submission = cases.accepted(kitchen.filed())
    promised = kitchen.promise(submission)
    assert (promised.due_on, promised.remind_on) == (date(2026, 11, 30), date(2026, 11, 26))
    assert kitchen.promise(submission, "M16").due_on == date(2026, 12, 7)
    assert kitchen.events(submission, "later.") == ["later.promised", "later.promised"]


def test_a_day_moves_with_the_calendar() -> None:
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        submission = cases.in_review(kitchen.filed())
    CalendarDay.objects.create(date=date(2026, 11, 25), is_workday=False, name="测试假日")
    selectors.forget()
    assert services.date_anew(submission.pk)
    promised = kitchen.promise(submission)
    assert (promised.due_on, promised.remind_on) == (date(2026, 12, 1), date(2026, 11, 27))
    assert not services.date_anew(submission.pk)
    selectors.forget()


def test_what_is_promised_after_acceptance_counts_from_its_own_day() -> None:
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        submission = kitchen.draft()
        kitchen.attach(submission)
        submission = cases.in_review(kitchen.filed(["later:M16"], cases.fresh(submission)))
        kitchen.approved(submission, "E1")
    with patch.object(timezone, "now", return_value=kitchen.MONDAY + timedelta(days=7)):
        kitchen.taken_out(submission)
    assert kitchen.promise(submission).due_on == date(2026, 12, 7)
    assert not services.date_anew(submission.pk)
    CalendarDay.objects.create(date=date(2026, 12, 2), is_workday=False, name="测试假日")
    selectors.forget()
    assert services.date_anew(submission.pk)
    assert kitchen.promise(submission).due_on == date(2026, 12, 8)
    assert kitchen.promise(submission, "M16").due_on == date(2026, 12, 8)
    selectors.forget()


def test_without_the_item_that_needs_it_nothing_follows() -> None:
    submission = kitchen.filed()
    left = {"E2": Leaving(wished=True)}
    services.accept(submission.pk, seen=submission.revision, left_out=left, by=cases.clerk())
    assert {one.ending for one in submission.later_promises.all()} == {LaterEnding.NOT_NEEDED}


def test_before_its_day_it_is_no_defect() -> None:
    submission = kitchen.filed()
    with pytest.raises(StillMayFollow):
        services.return_for_correction(
            submission.pk,
            seen=submission.revision,
            defects=[Defect("material:M14", "没有交。")],
            by=cases.clerk(),
        )


def test_the_answer_to_a_correction_keeps_what_was_promised() -> None:
    submission = kitchen.filed()
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[Defect("field:notice.subject", "写明店名。")],
        by=cases.clerk(),
    )
    by = cases.own(submission)
    services.save_answers(submission.pk, block="notice", values={"subject": "开牧歌小厨房"}, by=by)
    submission = cases.fresh(submission)
    services.resubmit(submission.pk, reviewed=review_hash(submission), by=by)
    submission = cases.accepted(cases.fresh(submission))
    assert kitchen.promise(submission).due_on is not None


def test_the_letter_names_every_material_with_its_day() -> None:
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        submission = cases.accepted(kitchen.filed())
    letter = next(one for one in due(submission) if one.kind == "later_promise").compose()
    lines = [(line.name, line.until, line.produced) for line in letter.materials]
    assert [until for _name, until, _by in lines] == [date(2026, 11, 30), date(2026, 12, 7)]
    assert lines[1][2] == "银行预约开户"
    assert render(letter).startswith(b"%PDF")
