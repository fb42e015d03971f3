"""Somebody brings to the window what was promised for later."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bundles.casework.models import Submission
from tests import cases
from tests.casework.following import kitchen
from tests.console.seats import Seat, text_of


@pytest.fixture
def running(library: None) -> Submission:
    return kitchen.in_review()


def a_scan(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("扫描件.pdf", content or cases.a_pdf(), "application/pdf")


def take_in(seat: Seat, submission: Submission, **fields: object) -> str:
    given = {"material": "M14", "file": a_scan(), **fields}
    seat.post(f"cases/{submission.number}/later/", **given)
    return text_of(seat.case(submission))


def test_a_clerk_takes_it_in_and_the_page_says_so(batu: Seat, running: Submission) -> None:
    page = text_of(batu.case(running))
    assert "容缺受理，以后补交" in page
    assert "待补交" in page
    page = take_in(batu, running)
    assert "已收取，转给了承办部门" in page
    assert "已补交" in page
    assert "扫描件.pdf" in page
    assert "不用补交" in take_in(batu, running)  # the other click of a double click


def test_without_a_file_and_with_a_broken_one_nothing_is_taken_in(
    batu: Seat, running: Submission
) -> None:
    assert "请先选择文件" in take_in(batu, running, file="")
    assert "没有上传" in take_in(batu, running, file=a_scan(b"no pdf"))
    assert kitchen.promise(running).is_open


def test_another_halls_case_does_not_exist(elsewhere: Seat, running: Submission) -> None:
    answer = elsewhere.post(f"cases/{running.number}/later/", material="M14", file=a_scan())
    assert answer.status_code == 404
    assert kitchen.promise(running).is_open
