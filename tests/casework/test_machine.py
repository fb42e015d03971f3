"""Steps nobody stands behind."""

from __future__ import annotations

import pytest

from bundles.casework import bells, machine, tasks
from bundles.casework.bells import Fact
from bundles.casework.exceptions import NotYours, ReviewChanged
from bundles.casework.models import MachineStep, Submission
from bundles.casework.selectors.queues import stalled_of_hall
from bundles.casework.states import SubmissionStatus
from bundles.casework.sweep import sweep
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


class PrinterOnFire(Exception):
    pass


def fail(_submission_id: int) -> None:
    raise PrinterOnFire("the printer is on fire")


def test_five_failures_put_a_step_on_the_halls_desk_with_its_error() -> None:
    submission = cases.accepted()
    for _attempt in range(4):
        assert not machine.step("fan_out", submission.pk, fail)
    assert not stalled_of_hall("wlg-hall").exists()
    machine.step("fan_out", submission.pk, fail)
    stalled = stalled_of_hall("wlg-hall").get()
    assert "printer is on fire" in stalled.error
    assert not stalled_of_hall("xlht-hall").exists()


def test_a_stalled_step_is_left_alone_until_somebody_asks_for_a_retry() -> None:
    submission = cases.accepted()
    for _attempt in range(5):
        machine.step("fan_out", submission.pk, fail)
    tasks.fan_out(submission.pk)
    assert cases.fresh(submission).state is SubmissionStatus.ACCEPTED
    stalled = MachineStep.objects.get()
    with pytest.raises(NotYours):
        machine.retry(stalled.pk, by=cases.officer("XLHT-ZW-01"))
    machine.retry(stalled.pk, by=cases.clerk())
    tasks.fan_out(submission.pk)
    assert cases.fresh(submission).state is SubmissionStatus.IN_REVIEW
    assert not MachineStep.objects.exists(), "a step that succeeded leaves no trace of failing"


def test_the_sweep_heals_a_bell_nobody_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = cases.accepted()
    heard: list[int] = []
    monkeypatch.setitem(bells._listeners, Fact.ACCEPTED, [heard.append])
    sweep()
    assert heard == [submission.pk]


def test_the_sweep_finds_results_that_may_not_wait_any_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    heard: list[int] = []
    monkeypatch.setitem(bells._listeners, Fact.READY, [heard.append])
    sweep()
    assert heard == []
    past = submission.created_at
    Submission.objects.filter(pk=submission.pk).update(issue_at=past)
    sweep()
    assert heard == [submission.pk]


def test_a_listener_that_fails_costs_nobody_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setitem(bells._listeners, Fact.ACCEPTED, [fail, heard.append])
    bells.ring(Fact.ACCEPTED, 7)
    assert heard == [7]


@pytest.mark.django_db(transaction=True)
def test_no_bell_rings_before_its_commit_nor_for_a_rollback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    monkeypatch.setitem(
        bells._listeners,
        Fact.SUBMITTED,
        [lambda pk: seen.append(Submission.objects.using("default").get(pk=pk).status)],
    )
    cases.filed()
    assert seen == ["submitted"]
    draft = cases.draft()
    with pytest.raises(ReviewChanged):
        cases.services.apply(draft.pk, reviewed="not the hash", by=cases.own(draft))
    assert seen == ["submitted"]


def test_what_a_failing_step_leaves_behind_names_no_persons_number() -> None:
    """A library quotes whatever it choked on; the row lies in the clear, the log line too."""
    submission = cases.accepted()

    def choke(_submission_id: int) -> None:
        raise ValueError("not a date: 152531199003072518, 13804790001, 6222020200112233445")

    machine.step("fan_out", submission.pk, choke)
    error = MachineStep.objects.get(submission=submission.pk).error
    assert error.startswith("ValueError: not a date")
    for number in ("152531199003072518", "13804790001", "6222020200112233445"):
        assert number not in error
