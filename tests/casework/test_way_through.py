"""One case, from a draft to the last decision."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.exceptions import MoveNotAllowed
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from departments.calendar import SHANGHAI
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _library(library: None) -> None:
    pass


def statuses(submission: object) -> dict[str, str]:
    return dict(submission.work_items.values_list("key", "status"))  # type: ignore[attr-defined]


def test_acceptance_opens_six_items_and_queues_the_one_that_needs_no_other() -> None:
    submission = cases.in_review()
    assert submission.state is SubmissionStatus.IN_REVIEW
    assert statuses(submission) == {"E1": "queued"} | dict.fromkeys(
        ("E2", "E3", "E4", "E5", "E6"), "waiting"
    )


def test_fanning_out_twice_opens_nothing_twice() -> None:
    submission = cases.in_review()
    services.fan_out(submission.pk)
    assert submission.work_items.count() == 6
    assert cases.fresh(submission).chain_length == submission.chain_length


def test_the_licence_queues_four_departments_in_its_own_transaction() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    assert [
        key for key, status in statuses(submission).items() if status == WorkItemStatus.QUEUED
    ] == ["E2", "E3", "E4", "E5"]
    assert statuses(submission)["E6"] == WorkItemStatus.WAITING


def test_the_bank_is_queued_after_the_licence_and_the_seal() -> None:
    submission = cases.in_review()
    for key in ("E1", "E3", "E4", "E5"):
        cases.approved(submission, key)
    assert statuses(submission)["E6"] == WorkItemStatus.WAITING
    cases.approved(submission, "E2")
    assert statuses(submission)["E6"] == WorkItemStatus.QUEUED


def test_the_last_decision_closes_the_review() -> None:
    submission = cases.decided()
    assert submission.state is SubmissionStatus.DECIDED
    assert submission.decided_at is not None


def test_work_items_carry_the_national_number_and_both_due_dates() -> None:
    submission = cases.in_review()
    first, second = submission.work_items.all()[:2]
    assert len(first.number) == 43
    assert first.promised_due is not None
    assert first.legal_due is not None
    assert first.promised_due <= first.legal_due
    assert second.promised_due is None, "the clock of an item that waits has not started"


def test_items_nobody_holds_back_let_the_others_out_after_the_gathering_time() -> None:
    submission = cases.in_review()
    for key in ("E1", "E2", "E3", "E4", "E5"):
        cases.approved(submission, key)
    waiting = cases.fresh(submission)
    last = submission.work_items.get(key="E5")
    assert waiting.state is SubmissionStatus.IN_REVIEW
    assert waiting.issue_at is not None
    assert last.settled_at is not None
    assert (waiting.issue_at - last.settled_at).total_seconds() <= 30 * 60


def test_how_long_the_form_takes_holds_no_result_back() -> None:
    cases.publish_with(gather_minutes=5, filling_minutes=600)
    submission = cases.in_review()
    for key in ("E1", "E2", "E3", "E4", "E5"):
        cases.approved(submission, key)
    waiting, last = cases.fresh(submission), submission.work_items.get(key="E5")
    assert waiting.issue_at is not None
    assert last.settled_at is not None
    assert (waiting.issue_at - last.settled_at).total_seconds() <= 5 * 60


def test_the_applicant_may_ask_for_what_is_decided() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    asked = services.ask_for_results(submission.pk, by=cases.own(submission))
    assert asked.issue_at is not None
    assert asked.events.filter(kind="submission.results_asked_for").exists()


def test_results_asked_for_when_there_are_none_are_refused() -> None:
    submission = cases.in_review()
    with pytest.raises(MoveNotAllowed):
        services.ask_for_results(submission.pk, by=cases.own(submission))
    assert cases.fresh(submission).issue_at is None, "or the sweep would ring for it for ever"
    draft = cases.draft()
    with pytest.raises(MoveNotAllowed):
        services.ask_for_results(draft.pk, by=cases.own(draft))


def test_asking_twice_is_once() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    for _time in range(2):
        services.ask_for_results(submission.pk, by=cases.own(submission))
    assert submission.events.filter(kind="submission.results_asked_for").count() == 1


@pytest.mark.parametrize("moment", ["09:00", "16:45", "17:20", "17:29"])
def test_a_licence_goes_out_before_its_delivery_limit_runs_out(moment: str) -> None:
    """A registration is delivered at once: on the day, whatever the hour (T26)."""
    decided_at = datetime.fromisoformat(f"2026-11-25T{moment}").replace(tzinfo=SHANGHAI)
    submission = cases.in_review()
    with patch.object(timezone, "now", return_value=decided_at):
        work_item = cases.approved(submission, "E1")
    issue_at = cases.fresh(submission).issue_at
    assert issue_at is not None
    assert decided_at < issue_at < work_item.decision.delivery_due
