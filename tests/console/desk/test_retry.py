"""A machine step that failed too often stands on the desk, with a button."""

import pytest

from bundles.casework import machine
from bundles.casework.models import MachineStep, Submission
from tests import cases
from tests.console.seats import Seat, text_of


@pytest.fixture
def stalled(library: None) -> MachineStep:
    submission = cases.accepted()

    def broken(_submission_id: int) -> None:
        raise RuntimeError("the queue of numbers is locked")

    for _time in range(machine.PATIENCE):
        machine.step("fan_out", submission.pk, broken)
    return MachineStep.objects.get(submission=submission)


def test_the_desk_names_the_step_and_says_what_failed(batu: Seat, stalled: MachineStep) -> None:
    desk = text_of(batu.get(""))
    assert "分办到各部门 已失败 5 次" in desk
    assert "the queue of numbers is locked" in desk
    assert "RuntimeError" not in desk


def test_the_button_lets_it_run_again(batu: Seat, stalled: MachineStep) -> None:
    assert batu.post(f"problems/{stalled.pk}/retry/").status_code == 302
    stalled.refresh_from_db()
    assert (stalled.failures, stalled.stalled_at, stalled.owner) == (0, None, "WLG-ZW-01")
    assert "the queue of numbers is locked" not in text_of(batu.get(""))


def test_another_hall_neither_sees_nor_retries_it(elsewhere: Seat, stalled: MachineStep) -> None:
    assert "the queue of numbers is locked" not in text_of(elsewhere.get(""))
    assert elsewhere.post(f"problems/{stalled.pk}/retry/").status_code == 404
    stalled.refresh_from_db()
    assert stalled.stalled_at is not None


def test_a_step_nobody_has_is_not_found(batu: Seat, filed: Submission) -> None:
    assert batu.post("problems/999999/retry/").status_code == 404


def test_a_retry_is_posted(batu: Seat, stalled: MachineStep) -> None:
    assert batu.get(f"problems/{stalled.pk}/retry/").status_code == 405


def test_twice_finds_nothing_to_retry(batu: Seat, stalled: MachineStep) -> None:
    batu.post(f"problems/{stalled.pk}/retry/")
    assert batu.post(f"problems/{stalled.pk}/retry/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, stalled: MachineStep) -> None:
    response = nobody.post(f"problems/{stalled.pk}/retry/")
    assert response["Location"].startswith("/console/login/")
