"""What a desk brings when its line is back: every case once, nothing lost, little believed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from bundles.casework.models import ReservedNumber, Submission
from bundles.casework.states import SubmissionStatus
from tests.console.offline.desk import PERSON, Desk
from tests.console.seats import Seat


@pytest.fixture
def desk(batu: Seat) -> Desk:
    return Desk(batu)


def test_a_case_comes_as_a_draft_with_its_number_time_and_answers(desk: Desk) -> None:
    (token,) = desk.reserve()
    at = timezone.now()
    answer = desk.bring(token, received_at=at.isoformat())
    assert answer.status_code == 200
    told = answer.json()
    submission = Submission.objects.get()
    assert told["number"] == submission.number == desk.numbers[token]
    assert submission.state is SubmissionStatus.DRAFT
    assert submission.received_at == at
    assert submission.applicant.name == PERSON["name"]
    assert submission.answers["questions"]["hires_staff"] is True
    assert submission.answers["blocks"]["company_name"]["trade_name"] == "草原晨光"
    assert submission.answers["blocks"]["shareholders"][0]["name"] == "王晓明"
    assert any("待补全" in one for one in told["to_mend"])


def test_brought_twice_it_is_one_case_with_one_answer(desk: Desk) -> None:
    (token,) = desk.reserve()
    content = desk.parcel(token)
    first, again = desk.post("sync/", content), desk.post("sync/", content)
    assert first.json() == again.json()
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_brought_twice_at_the_same_moment_it_is_one_case(desk: Desk) -> None:
    (token,) = desk.reserve()
    content = desk.parcel(token)

    def bringing(_: int) -> Any:
        try:
            return desk.post("sync/", content).json()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(bringing, range(4)))
    assert all(one == answers[0] for one in answers)
    assert (
        Submission.objects.count() == ReservedNumber.objects.filter(used_at__isnull=False).count()
    )


def test_files_follow_their_case_each_of_them_once(desk: Desk) -> None:
    (token,) = desk.reserve()
    assert desk.bring_file(token).status_code == 422, "no case yet"
    desk.bring(token)
    assert desk.bring_file(token).status_code == 200
    assert desk.bring_file(token).status_code == 200
    assert Submission.objects.get().handed_materials.count() == 1


def test_a_file_that_is_none_is_told_and_named_for_mending(desk: Desk) -> None:
    (token,) = desk.reserve()
    desk.bring(token)
    answer = desk.bring_file(token, content=b"MZ nothing of the kind")
    assert answer.status_code == 422
    assert "房产证" in answer.json()["refused"]
    assert any("重新上传" in one for one in desk.bring(token).json()["to_mend"])


def test_an_invented_number_makes_no_case(desk: Desk) -> None:
    (token,) = desk.reserve()
    forged = desk.numbers[token][:-3] + "99X"
    answers = [desk.bring(token, number=forged), desk.bring(str(uuid4()), number=forged)]
    assert [one.status_code for one in answers] == [422, 422]
    assert answers[0].json()["code"] == "number_not_reserved"
    assert not Submission.objects.exists()


def test_the_number_of_another_device_makes_no_case(desk: Desk) -> None:
    (token,) = desk.reserve()
    assert desk.bring(token, device=str(uuid4())).status_code == 422
    assert not Submission.objects.exists()


def test_another_officer_and_another_hall_cannot_use_it(
    desk: Desk, xiulan: Seat, elsewhere: Seat
) -> None:
    (token,) = desk.reserve()
    for seat in (xiulan, elsewhere):
        other = Desk(seat, desk.device, desk.numbers)
        assert other.bring(token).status_code in (403, 422)
        desk.bring(token)
        assert other.bring_file(token).status_code in (403, 422)
    assert Submission.objects.count() == 1


def test_a_person_who_cannot_be_is_told_and_nothing_is_used_up(desk: Desk) -> None:
    (token,) = desk.reserve()
    wrong = {**PERSON, "id_number": "152531199003072519"}
    answer = desk.bring(token, person=wrong)
    assert answer.status_code == 422
    assert "校验位" in answer.json()["refused"]
    assert "152531" not in answer.content.decode()
    assert not Submission.objects.exists()
    assert desk.bring(token).status_code == 200, "mended, it comes under the same number"


@pytest.mark.parametrize("moment", [None, "gestern", "2026-13-45T99:99", 5, ["x"], "9" * 400])
def test_a_moment_nobody_can_read_becomes_the_moment_of_synchronising(
    desk: Desk, moment: Any
) -> None:
    (token,) = desk.reserve()
    answer = desk.bring(token, received_at=moment)
    assert answer.status_code == 200
    at = datetime.fromisoformat(answer.json()["received_at"])
    assert abs(at - timezone.now()) < timedelta(minutes=1)
    assert any("收件时间" in one for one in answer.json()["to_mend"])


HOSTILE: list[Any] = [
    {"questions": {"premises": "\0", "nonsense": "x", "hires_staff": [["deep"]]}, "blocks": {}},
    {"questions": [], "blocks": {"company_name": [{"trade_name": "x"}], "nowhere": {"a": "b"}}},
    {"questions": "x", "blocks": {"shareholders": {"name": "x"}, "scope": {"text": "\ud800" * 9}}},
    {"blocks": {"shareholders": [{"name": "x" * 9000}] * 150, "capital": {"amount": 10**40}}},
    {"blocks": {"__proto__": {"a": 1}, "company_name": {"trade_name": {"$ne": ""}}}},
    None,
    7,
]


@pytest.mark.parametrize("answers", HOSTILE)
def test_whatever_was_typed_becomes_a_draft(desk: Desk, answers: Any) -> None:
    (token,) = desk.reserve()
    assert desk.bring(token, answers=answers).status_code == 200
    assert Submission.objects.get().number == desk.numbers[token]


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"token": "x"}', b"[0]" * 10**6],
)
def test_what_is_no_case_is_refused_in_words(desk: Desk, content: bytes) -> None:
    for address in ("sync/", "numbers/"):
        answer = desk.post(address, content)
        assert answer.status_code == 400
        assert answer.json()["refused"]


def test_a_bundle_of_another_place_or_none_is_refused(desk: Desk) -> None:
    (token,) = desk.reserve()
    for version in (0, -1, 2**40, 2**31 - 1, "1", None):
        assert desk.bring(token, version=version).status_code == 400
    assert not Submission.objects.exists()


def test_nobody_signed_in_is_sent_to_sign_in(nobody: Seat, library: None) -> None:
    assert Desk(nobody).bring(str(uuid4())).status_code == 302


def test_brought_again_after_it_was_taken_back_it_is_still_there(desk: Desk) -> None:
    (token,) = desk.reserve()
    first = desk.bring(token).json()
    Submission.objects.update(received_at=None)  # as taking it back leaves it
    again = desk.bring(token)
    assert again.status_code == 200
    assert again.json()["number"] == first["number"]
