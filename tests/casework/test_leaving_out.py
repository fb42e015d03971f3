"""A case accepted without some of its items: the rest goes on."""

from __future__ import annotations

import pytest

from bundles.casework import services
from bundles.casework.exceptions import NotForPaper, ReasonMissing
from bundles.casework.models import Submission
from bundles.casework.selectors.left_out import left_out
from bundles.casework.services import Leaving
from bundles.casework.states import SubmissionStatus
from bundles.casework.window_exceptions import CompetentMissing, ItemUnknown, NothingLeft
from bundles.papers.letters import due
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

ELSEWHERE = Leaving(
    because="该事项由住所地的机构办理。", competent="锡林浩特市住房公积金管理部", foreign=True
)
DROPPED = Leaving(wished=True)


def accept(submission: Submission, **left: Leaving) -> Submission:
    services.accept(submission.pk, seen=submission.revision, left_out=left, by=cases.clerk())
    services.fan_out(submission.pk)
    return cases.fresh(submission)


def statuses(submission: Submission) -> dict[str, str]:
    return dict(submission.work_items.values_list("key", "status"))


def test_the_rest_goes_on_without_what_is_left_out() -> None:
    submission = accept(cases.filed(), E5=ELSEWHERE, E6=DROPPED)
    assert submission.state is SubmissionStatus.IN_REVIEW
    assert statuses(submission) == {
        "E1": "queued",
        "E2": "waiting",
        "E3": "waiting",
        "E4": "waiting",
        "E5": "not_accepted",
        "E6": "withdrawn",
    }
    decision = cases.item(submission, "E5").decision
    assert decision.competent == "锡林浩特市住房公积金管理部"
    assert decision.by["id"] == "WLG-ZW-01"


def test_what_needs_a_left_out_item_falls_with_it_and_says_so() -> None:
    submission = accept(cases.filed(), E2=Leaving(because="刻章单位停业。"))
    assert statuses(submission)["E6"] == "cancelled"
    event = submission.events.get(kind="work_item.cancelled")
    assert event.data["because"] == "prior_item_not_accepted"
    assert event.data["prior_item"] == "E2"
    assert [(one.key, one.needs) for one in left_out(submission)] == [("E2", ""), ("E6", "E2")]


def test_a_case_without_its_first_item_has_nothing_left_to_accept() -> None:
    submission = cases.filed()
    with pytest.raises(NothingLeft):
        accept(submission, E1=Leaving(because="名称不符合规定。"))
    submission = cases.fresh(submission)
    assert submission.state is SubmissionStatus.SUBMITTED
    assert not submission.left_out.exists()


@pytest.mark.parametrize(
    ("key", "leaving", "error"),
    [
        ("E5", Leaving(), ReasonMissing),
        ("E5", Leaving(because="不属于本机关职权。", foreign=True), CompetentMissing),
        ("E9", DROPPED, ItemUnknown),
        ("E5", Leaving(because="见 152531199003072518 的申请。"), NotForPaper),
    ],
)
def test_what_is_left_out_needs_its_reason_and_a_name_that_is_known(
    key: str, leaving: Leaving, error: type[Exception]
) -> None:
    submission = cases.filed()
    with pytest.raises(error):
        accept(submission, **{key: leaving})
    assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED


def test_the_others_are_decided_and_the_case_ends_as_usual() -> None:
    submission = accept(cases.filed(), E5=ELSEWHERE, E6=DROPPED)
    for key in ("E1", "E2", "E3", "E4"):
        cases.approved(submission, key)
    assert cases.fresh(submission).state is SubmissionStatus.DECIDED


def test_the_papers_tell_what_is_accepted_and_where_to_go_with_the_rest() -> None:
    submission = accept(cases.filed(), E2=ELSEWHERE)
    letters = [letter.compose() for letter in due(submission)]
    acceptance = next(one for one in letters if one.kind == "acceptance")
    assert [line.name for line in acceptance.items] == [
        "公司设立登记",
        "税务信息确认和发票申领",
        "员工参保登记",
        "住房公积金缴存登记",
    ]
    assert [line.name for line in acceptance.left_out] == ["公章刻制备案", "银行预约开户"]
    refusal = next(one for one in letters if one.kind == "refusal")
    assert refusal.item == "公章刻制备案"
    assert refusal.competent == "锡林浩特市住房公积金管理部"
    assert refusal.cancelled == ("银行预约开户",)


def test_the_promise_counts_only_what_was_accepted() -> None:
    whole, part = cases.accepted(), cases.filed()
    part = accept(part, **dict.fromkeys(("E2", "E3", "E4", "E5", "E6"), DROPPED))
    assert part.promised_due is not None
    assert whole.promised_due is not None
    assert part.promised_due <= whole.promised_due
