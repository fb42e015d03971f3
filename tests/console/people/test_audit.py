"""The audit administrator reads, checks and takes away; nothing of an applicant is in it."""

import pytest

from bundles.casework.models import Submission
from departments.models import Officer
from portal.accounts.disclosures import disclose
from portal.accounts.models import StaffEvent, StaffEventKind
from tests.console.seats import ULGAI, Seat, account, text_of

pytestmark = pytest.mark.usefixtures("library")
AUDIT, ELSEWHERE = "WLG-ZW-08", "XLHT-ZW-08"


def table(response: object) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_the_ledger_of_one_case_is_read_and_checked(filed: Submission) -> None:
    number = str(filed.number)
    seat = Seat(AUDIT)
    page = text_of(seat.get("audit/", number=number))
    assert "提交申请" in page
    assert "张敏" not in page
    assert "没有缺失、没有改动" in text_of(seat.post("audit/verify/", number=number))
    entry = StaffEvent.objects.get(kind=StaffEventKind.VERIFIED)
    assert (entry.about, entry.detail) == (number, {"whole": True})
    assert seat.post("audit/verify/", number="YJS000").status_code == 422


def test_another_hall_reads_nothing_of_it(filed: Submission) -> None:
    number = str(filed.number)
    assert number not in text_of(Seat(ELSEWHERE).get("audit/")).replace(f'value="{number}"', "")
    assert Seat(ELSEWHERE).post("audit/verify/", number=number).status_code == 422


def test_looks_behind_the_mask_are_found_by_case_officer_and_day(filed: Submission) -> None:
    disclose(
        account(ULGAI),
        kind="submission",
        subject_id=str(filed.number),
        what="answers",
        reason="电话通知补正",
    )
    seat = Seat(AUDIT)
    for asked in ({}, {"number": str(filed.number)}, {"officer": ULGAI.lower()}):
        assert "电话通知补正" in text_of(seat.get("audit/looks/", **asked))
    for asked in ({"officer": "WLG-ZW-02"}, {"until": "2020-01-01"}, {"number": "YJS1"}):
        assert "电话通知补正" not in text_of(seat.get("audit/looks/", **asked))
    assert "电话通知补正" not in text_of(Seat(ELSEWHERE).get("audit/looks/"))


@pytest.mark.parametrize("day", ["2026-13-45", "gestern", "9" * 60])
def test_what_is_no_date_limits_nothing(day: str) -> None:
    assert Seat(AUDIT).get("audit/", since=day, before=day).status_code == 200


def test_the_export_is_a_stream_without_formulas_and_is_kept(filed: Submission) -> None:
    disclose(account(ULGAI), kind="submission", subject_id=1, what="x", reason="=HYPERLINK(1)")
    seat = Seat(AUDIT)
    answer = seat.post("audit/looks/export/")
    assert answer.streaming
    assert "'=HYPERLINK" in table(answer)
    assert "提交申请" in table(seat.post("audit/ledger/export/", number=str(filed.number)))
    assert StaffEvent.objects.filter(kind=StaffEventKind.EXPORTED).count() == 2


def test_administrators_acts_are_in_the_third_book() -> None:
    officer = Officer.objects.get(number=ULGAI)
    Seat("WLG-ZW-07").post(
        f"accounts/{officer.pk}/roles/", roles=["window", "head"], reason="轮岗" * 2
    )
    assert "综合窗口人员 → 综合窗口人员、负责人" in text_of(Seat(AUDIT).get("audit/staff/"))


def test_the_system_administrator_sees_codes_and_counts() -> None:
    page = text_of(Seat("WLG-ZW-06").get("system/"))
    assert "数据库" in page
    assert "本大厅数据" in page
