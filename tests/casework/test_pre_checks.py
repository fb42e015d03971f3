"""Items whose department accepts itself wait for its quick answer, and not for ever."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.casework.models import PreCheck, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect, Leaving
from bundles.casework.states import SubmissionStatus
from bundles.casework.window_exceptions import PreCheckObjected, PreCheckOverdue, PreCheckWaiting
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def filed() -> tuple[Submission, PreCheck]:
    cases.with_pre_check("E6")
    submission = cases.filed()
    return submission, PreCheck.objects.get(submission=submission)


def accept(submission: Submission, **more: object) -> None:
    services.accept(submission.pk, seen=submission.revision, by=cases.clerk(), **more)  # type: ignore[arg-type]


def test_acceptance_waits_for_the_answer() -> None:
    submission, check = filed()
    with pytest.raises(PreCheckWaiting) as refused:
        accept(submission)
    assert refused.value.keys == ("E6",)
    services.pass_pre_check(check.pk, seen=1, by=cases.officer("WLG-YH-01"))
    accept(submission)
    assert cases.fresh(submission).state is SubmissionStatus.ACCEPTED


def test_after_its_time_the_window_goes_on_with_a_reason() -> None:
    submission, check = filed()
    with patch.object(timezone, "now", return_value=check.due_at + timedelta(minutes=1)):
        with pytest.raises(PreCheckOverdue):
            accept(submission)
        accept(submission, without_answer="电话联系无人接听，先行受理。")
    event = cases.fresh(submission).events.get(kind="pre_check.passed_over")
    assert event.data["item"] == "E6"


def test_what_is_objected_to_is_left_out_or_returned() -> None:
    submission, check = filed()
    by = cases.officer("WLG-YH-01")
    services.object_to_pre_check(check.pk, seen=1, remark="网点不办对公业务。", by=by)
    with pytest.raises(PreCheckObjected):
        accept(submission)
    accept(submission, left_out={"E6": Leaving(because="网点不办对公业务。")})
    assert cases.fresh(submission).state is SubmissionStatus.ACCEPTED


def test_only_its_department_answers_and_only_while_the_case_waits() -> None:
    submission, check = filed()
    with pytest.raises(NotYours):
        services.pass_pre_check(check.pk, seen=1, by=cases.officer("WLG-GA-01"))
    accept(submission, left_out={"E6": Leaving(wished=True)})
    with pytest.raises(MoveNotAllowed):
        services.pass_pre_check(check.pk, seen=1, by=cases.officer("WLG-YH-01"))


@pytest.mark.parametrize(("about", "again"), [("company_name", False), ("bank", True)])
def test_it_is_asked_again_only_about_what_has_changed(about: str, again: bool) -> None:
    submission, check = filed()
    services.pass_pre_check(check.pk, seen=1, by=cases.officer("WLG-YH-01"))
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[Defect(f"block:{about}", "请核对。")],
        by=cases.clerk(),
    )
    submission, own = cases.fresh(submission), cases.own(submission)
    values = submission.answers["blocks"][about]
    if about == "bank":
        later = timezone.localdate() + timedelta(days=20)
        values = values | {"visit_on": later.isoformat()}
    else:
        values = values | {"trade_name": "青穗"}
    services.save_answers(submission.pk, block=about, values=values, by=own)
    submission = cases.signed(submission)
    services.resubmit(submission.pk, reviewed=review_hash(submission), by=own)
    assert PreCheck.objects.filter(submission=submission).count() == (2 if again else 1)
