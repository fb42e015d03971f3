"""A second notice at the console: the clerk asks, a supervisor sends it or gives it back."""

from __future__ import annotations

import pytest

from bundles.casework.models import SecondNotice, Submission
from bundles.casework.states import SubmissionStatus
from tests import cases
from tests.casework.test_second_notice import returned_once
from tests.console.seats import Seat, text_of

SAID = {"about": "material:M08", "text": "租赁合同缺少签字页，请重新上传。"}
WHY = "第一次审查时漏看了合同末页。"


@pytest.fixture
def back(library: None) -> Submission:
    return returned_once()


@pytest.fixture
def supervisor(library: None) -> Seat:
    return Seat("WLG-ZW-04")


def asked(batu: Seat, back: Submission) -> SecondNotice:
    assert batu.verb(back, "return", step="ask", because=WHY, **SAID).status_code == 302
    return SecondNotice.objects.get(ending="")


def test_the_preview_says_what_needs_a_supervisor(batu: Seat, back: Submission) -> None:
    page = text_of(batu.verb(back, "return", **SAID))
    assert "须由督办人员审核" in page
    assert "发出并退回补正" not in page


def test_it_cannot_be_sent_past_the_supervisor(batu: Seat, back: Submission) -> None:
    response = batu.verb(back, "return", step="send", **SAID)
    assert response.status_code == 422
    assert cases.fresh(back).state is SubmissionStatus.SUBMITTED


def test_the_clerk_says_why_it_was_not_told(batu: Seat, back: Submission) -> None:
    assert batu.verb(back, "return", step="ask", because=" ", **SAID).status_code == 422
    assert not SecondNotice.objects.exists()


def test_it_waits_on_the_supervisors_desk_and_goes_out_with_a_reason(
    batu: Seat, supervisor: Seat, back: Submission
) -> None:
    notice = asked(batu, back)
    assert "正在等督办人员审核" in text_of(batu.case(back))
    assert str(back.number) in text_of(supervisor.get(""))
    address = f"second-notices/{notice.pk}/"
    assert WHY in text_of(supervisor.get(address))
    assert supervisor.post(address, step="send", reason="").status_code == 422
    assert supervisor.post(address, step="send", reason="无法认定住所。").status_code == 302
    assert cases.fresh(back).state is SubmissionStatus.CORRECTION
    assert supervisor.post(address, step="send", reason="再发。").status_code == 409


def test_the_clerk_reads_why_it_came_back(batu: Seat, supervisor: Seat, back: Submission) -> None:
    notice = asked(batu, back)
    remark = "可以当场补签，不用退回。"
    supervisor.post(f"second-notices/{notice.pk}/", step="back", reason=remark)
    assert remark in text_of(batu.case(back))


def test_a_clerk_and_another_halls_supervisor_do_not_see_it(batu: Seat, back: Submission) -> None:
    notice = asked(batu, back)
    assert batu.get(f"second-notices/{notice.pk}/").status_code == 403
    assert Seat("XLHT-ZW-04").get(f"second-notices/{notice.pk}/").status_code == 404


def test_the_supervisor_reads_form_and_files_before_deciding_and_no_longer(
    batu: Seat, supervisor: Seat, back: Submission
) -> None:
    notice = asked(batu, back)
    address = f"second-notices/{notice.pk}/"
    page = supervisor.get(address)
    assert "乳制品加工" in text_of(page)
    assert back.applicant.phone not in page.content.decode()
    sha = back.filings.latest("sequence").content["materials"][0]["sha256"]
    file = f"{address}materials/{sha}/"
    assert f"/console/{file}" in page.content.decode()
    assert b"".join(supervisor.get(file).streaming_content).startswith(b"%PDF-")
    assert supervisor.get(f"{file}pages/1/").status_code == 200
    for one in (file, f"{file}pages/1/"):
        assert batu.get(one).status_code == 403
    supervisor.post(address, step="back", reason="可以当场说清楚。")
    assert supervisor.get(file).status_code == 404
    assert "乳制品加工" not in text_of(supervisor.get(address))
