"""Claiming, approving, rejecting, asking again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import (
    ClaimedByAnother,
    MoveNotAllowed,
    NotYours,
    ReasonMissing,
    ResultInvalid,
    SecondOfficialNeeded,
    StaleVersion,
    UnknownField,
)
from bundles.casework.models import Decision, WorkItem
from bundles.casework.selectors.queues import answers_for, materials_for, results_for
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from portal.demo.company import Company
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
COMPANY = Company(seed=7, today=cases.TODAY)


def approve_e1(work_item: WorkItem, *, seen: int | None = None, by: Actor | None = None) -> None:
    """As the officer who claimed it and looked at its latest version, if nothing else is said."""
    services.approve(
        work_item.pk,
        seen=work_item.revision if seen is None else seen,
        result=COMPANY.result("E1"),
        by=by or cases.reviewer(work_item),
    )


def test_an_approval_costs_at_most_eight_statements() -> None:
    submission = cases.in_review()
    work_item = cases.claimed(submission, "E1")
    by = cases.reviewer(work_item)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        approve_e1(work_item, by=by)
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 8, "\n".join(statements)


def test_a_second_approval_is_refused_and_decides_nothing_twice() -> None:
    submission = cases.in_review()
    work_item = cases.approved(submission, "E1")
    with pytest.raises(MoveNotAllowed):
        approve_e1(work_item)
    assert Decision.objects.filter(work_item=work_item).count() == 1


def test_a_stale_version_is_refused() -> None:
    submission = cases.in_review()
    work_item = cases.claimed(submission, "E1")
    with pytest.raises(StaleVersion):
        approve_e1(work_item, seen=work_item.revision - 1)


def test_an_item_in_the_queue_must_be_claimed_before_it_is_decided() -> None:
    submission = cases.in_review()
    work_item = cases.item(submission, "E1")
    with pytest.raises(MoveNotAllowed):
        approve_e1(work_item)


def test_only_its_own_department_may_claim_and_only_the_claimant_decide() -> None:
    submission = cases.in_review()
    queued = cases.item(submission, "E1")
    with pytest.raises(NotYours):
        services.claim(queued.pk, seen=queued.revision, by=cases.officer("WLG-GA-01"))
    with pytest.raises(NotYours):
        services.claim(queued.pk, seen=queued.revision, by=cases.officer("XLHT-SC-01"))
    claimed = cases.claimed(submission, "E1")
    with pytest.raises(ClaimedByAnother):
        approve_e1(claimed, by=cases.decider(claimed))


def test_a_released_item_can_be_claimed_by_a_colleague() -> None:
    submission = cases.in_review()
    work_item = cases.claimed(submission, "E1")
    due = work_item.promised_due
    work_item = services.release(
        work_item.pk, seen=work_item.revision, by=cases.reviewer(work_item)
    )
    work_item = services.claim(work_item.pk, seen=work_item.revision, by=cases.decider(work_item))
    assert work_item.officer == "WLG-SC-02"
    assert work_item.promised_due == due, "the clock ran on"


def test_a_result_that_breaks_its_schema_is_refused_with_every_problem() -> None:
    submission = cases.in_review()
    work_item = cases.claimed(submission, "E1")
    wrong = COMPANY.result("E1") | {"uscc": "91152531MADEM0011X", "motto": "诚信"}
    del wrong["registered_on"]
    with pytest.raises(ResultInvalid) as refused:
        services.approve(
            work_item.pk, seen=work_item.revision, result=wrong, by=cases.reviewer(work_item)
        )
    assert {problem.path for problem in refused.value.problems} == {
        "result.uscc",
        "result.motto",
        "result.registered_on",
    }
    assert cases.item(submission, "E1").state is WorkItemStatus.CLAIMED


@pytest.mark.parametrize("text", ["乌拉\0盖", "乌拉\ud800盖"])
def test_what_the_database_cannot_keep_is_refused_by_name(text: str) -> None:
    submission = cases.in_review()
    work_item = cases.claimed(submission, "E1")
    with pytest.raises(ResultInvalid) as refused:
        services.approve(
            work_item.pk,
            seen=work_item.revision,
            result=COMPANY.result("E1") | {"name": text},
            by=cases.reviewer(work_item),
        )
    assert [problem.path for problem in refused.value.problems] == ["result.name"]


def test_the_next_items_see_exactly_the_results_they_declare() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1", COMPANY)
    seen = results_for(cases.item(submission, "E2"))
    assert seen == {"E1": {"uscc": COMPANY.uscc, "name": COMPANY.name}}
    assert results_for(cases.item(submission, "E1")) == {}


def test_a_rejected_licence_cancels_what_needs_it_and_says_so() -> None:
    submission = cases.in_review()
    cases.rejected(submission, "E1")
    submission = cases.fresh(submission)
    assert submission.state is SubmissionStatus.DECIDED
    cancelled = submission.events.filter(kind="work_item.cancelled")
    assert [event.data["because"] for event in cancelled] == ["prior_item_rejected"] * 5


def test_a_rejected_seal_cancels_the_bank_and_nobody_else() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    cases.rejected(submission, "E2")
    statuses = dict(submission.work_items.values_list("key", "status"))
    assert statuses == {
        "E1": "approved",
        "E2": "rejected",
        "E3": "queued",
        "E4": "queued",
        "E5": "queued",
        "E6": "cancelled",
    }


def test_rejecting_needs_grounds_and_a_second_official_who_may_decide() -> None:
    submission = cases.in_review()
    work_item = cases.claimed(submission, "E1")
    with pytest.raises(SecondOfficialNeeded):
        services.reject(
            work_item.pk,
            seen=work_item.revision,
            grounds="材料不真实",
            by=cases.reviewer(work_item),
        )
    with pytest.raises(ReasonMissing):
        services.reject(
            work_item.pk, seen=work_item.revision, grounds=" ", by=cases.decider(work_item)
        )
    cases.rejected(cases.in_review(), "E1", grounds="住所证明与实际不符。")
    decision = Decision.objects.get(outcome="rejected")
    assert decision.by["id"] == "WLG-SC-02"
    assert decision.reviewed_by is not None
    assert decision.reviewed_by["id"] == "WLG-SC-01"


def test_a_departments_correction_leaves_the_case_and_the_others_alone() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    others = {key: cases.item(submission, key).revision for key in ("E2", "E3", "E5")}
    work_item = cases.claimed(submission, "E4")
    services.request_correction(
        work_item.pk,
        seen=work_item.revision,
        defects=[Defect("field:insurance.first_month", "参保起始月份早于入职月份。")],
        by=cases.reviewer(work_item),
    )
    submission, own = cases.fresh(submission), cases.own(submission)
    assert submission.state is SubmissionStatus.IN_REVIEW
    insurance = submission.answers["blocks"]["insurance"]
    services.save_answers(
        submission.pk, block="insurance", values={**insurance, "first_month": "2027-01"}, by=own
    )
    answered = services.resubmit_item(
        work_item.pk, reviewed=review_hash(cases.fresh(submission)), by=own
    )
    assert answered.state is WorkItemStatus.CLAIMED
    assert answered.officer == "WLG-RS-01", "it goes back to the officer who asked"
    assert {key: cases.item(submission, key).revision for key in others} == others
    assert answers_for(answered)["blocks"]["insurance"]["first_month"] == "2027-01"


def test_a_correction_two_departments_see_is_noticed_by_both() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    before = cases.item(submission, "E5").revision
    work_item = cases.claimed(submission, "E4")
    services.request_correction(
        work_item.pk,
        seen=work_item.revision,
        defects=[Defect("block:staff", "员工李某的身份证号码有误。")],
        by=cases.reviewer(work_item),
    )
    staff = cases.fresh(submission).answers["blocks"]["staff"]
    services.save_answers(submission.pk, block="staff", values=staff[:1], by=cases.own(submission))
    services.resubmit_item(
        work_item.pk,
        reviewed=review_hash(cases.fresh(submission)),
        by=cases.own(submission),
    )
    other = cases.item(submission, "E5")
    assert other.revision == before + 1
    assert other.events.filter(kind="work_item.inputs_changed").exists()


def test_a_department_may_ask_only_about_what_it_sees() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    work_item = cases.claimed(submission, "E2")
    with pytest.raises(UnknownField):
        services.request_correction(
            work_item.pk,
            seen=work_item.revision,
            defects=[Defect("block:shareholders", "请补充。")],
            by=cases.reviewer(work_item),
        )


def test_a_special_procedure_stops_the_item_and_moves_its_dates() -> None:
    submission = cases.in_review()
    work_item = cases.claimed(submission, "E1")
    work_item = services.suspend(
        work_item.pk,
        seen=work_item.revision,
        procedure="expert_review",
        by=cases.reviewer(work_item),
    )
    assert work_item.state is WorkItemStatus.SUSPENDED
    resumed = services.resume(work_item.pk, seen=work_item.revision, by=cases.reviewer(work_item))
    assert resumed.state is WorkItemStatus.CLAIMED
    assert resumed.promised_due is not None


def test_withdrawing_ends_what_is_open_and_keeps_what_is_decided() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    withdrawn = services.withdraw(submission.pk, by=cases.own(submission))
    assert withdrawn.state is SubmissionStatus.DECIDED
    statuses = dict(submission.work_items.values_list("key", "status"))
    assert statuses.pop("E1") == "approved"
    assert set(statuses.values()) == {"withdrawn"}


def test_one_item_may_be_withdrawn_while_the_rest_go_on() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    services.withdraw_item(cases.item(submission, "E2").pk, by=cases.own(submission))
    statuses = dict(submission.work_items.values_list("key", "status"))
    assert statuses["E2"] == "withdrawn"
    assert statuses["E6"] == "cancelled"
    assert statuses["E3"] == "queued"


def test_a_withdrawn_item_wants_nothing_more_of_the_applicant() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    work_item = cases.claimed(submission, "E4")
    services.request_correction(
        work_item.pk,
        seen=work_item.revision,
        defects=[Defect("block:staff", "请补充员工。")],
        by=cases.reviewer(work_item),
    )
    services.withdraw_item(work_item.pk, by=cases.own(submission))
    with pytest.raises(MoveNotAllowed):
        services.save_answers(submission.pk, block="staff", values=[], by=cases.own(submission))


def test_each_item_sees_only_the_materials_it_declares() -> None:
    submission = cases.in_review()
    assert [each["key"] for each in materials_for(cases.item(submission, "E1"))] == [
        "M07",
        "M08",
        "M09",
        "M11",
    ]
    assert [each["key"] for each in materials_for(cases.item(submission, "E2"))] == ["M09"]
