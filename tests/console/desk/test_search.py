"""One field: numbers lead to their case, people are found whole, masked, with a reason."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bundles.casework.models import Submission, WorkItem
from bundles.issuance import services as issuance
from bundles.issuance.models import Certificate
from bundles.papers.links import verify_link
from portal.accounts.models import DisclosureEntry
from portal.console.desk import search
from tests import cases
from tests.console.seats import Seat, text_of

REASON = "申请人到场"


def find(seat: Seat, text: str, **fields: str) -> Any:
    return seat.post("cases/", q=text, **fields)


def leads_to(response: Any, submission: Submission, part: str = "") -> bool:
    return bool(response.get("Location") == f"/console/cases/{submission.number}/{part}")


class TestNumbers:
    """A whole number opens the case; its end lists it."""

    def test_the_cases_own(self, batu: Seat, filed: Submission) -> None:
        assert leads_to(find(batu, f" {str(filed.number).lower()} "), filed)

    def test_an_items(self, batu: Seat, library: None) -> None:
        case = cases.in_review()
        item = WorkItem.objects.filter(submission=case)[0]
        assert leads_to(find(batu, item.number), case, "#progress")

    def test_a_results_its_batchs_and_its_code(self, batu: Seat, library: None) -> None:
        case = cases.decided()
        issuance.issue(case.pk)
        result = Certificate.objects.filter(batch__submission=case)[0]
        batch = result.batch
        Certificate.objects.filter(pk=result.pk).update(stock_number="YZ-0017")
        scanned = (result.number, result.electronic_id, verify_link(result.number), "yz-0017")
        for text in (*scanned, batch.number):
            assert leads_to(find(batu, text), case, "#handovers"), text

    def test_the_code_on_a_receipt(self, batu: Seat, filed: Submission) -> None:
        address = f"{settings.SITE_URL}/progress/?number={filed.number}"
        assert leads_to(find(batu, address), filed)

    def test_the_end_of_it_lists_it(self, batu: Seat, filed: Submission) -> None:
        response = find(batu, str(filed.number)[-5:])
        assert response.status_code == 200
        assert str(filed.number) in text_of(response)

    @pytest.mark.parametrize("text", ["9" * 24, "YJS1", "12", "' or 1=1", "0%", "0_00"])
    def test_what_is_not_there_is_said_to_be_not_there(
        self, batu: Seat, filed: Submission, text: str
    ) -> None:
        response = find(batu, text)
        if response.status_code == 200:  # taken for a name, so asked why first
            response = find(batu, text, reason=REASON)
        assert response.status_code == 404
        assert "本大厅没有" in text_of(response)

    def test_nothing_asked_is_no_error(self, batu: Seat) -> None:
        for response in (batu.get("cases/"), find(batu, "")):
            assert response.status_code == 200
            assert "扫码枪" in text_of(response)

    def test_a_strangers_code_is_said_to_be_none_of_ours(self, batu: Seat) -> None:
        assert "不是本平台的编号" in text_of(find(batu, "https://example.org/?a=1"))

    def test_another_halls_case_is_not_there(self, elsewhere: Seat, filed: Submission) -> None:
        person = filed.applicant
        for text in (str(filed.number), str(filed.number)[-5:]):
            assert find(elsewhere, text).status_code == 404
        for text in (person.name, person.phone, person.id_number):
            assert find(elsewhere, text, reason=REASON).status_code == 404


class TestPeople:
    """By keyed hash, whole; the look is written down before anything is shown."""

    def test_the_reason_is_asked_for_first(self, batu: Seat, filed: Submission) -> None:
        shown = text_of(find(batu, filed.applicant.name))
        assert "请选择理由" in shown
        assert str(filed.number) not in shown
        assert not DisclosureEntry.objects.exists()

    def test_a_reason_of_two_letters_is_none(self, batu: Seat, filed: Submission) -> None:
        response = find(batu, filed.applicant.name, reason="", other="查")
        assert response.status_code == 422
        assert str(filed.number) not in text_of(response)
        assert not DisclosureEntry.objects.exists()

    @pytest.mark.parametrize("by", ["name", "phone", "id_number"])
    def test_they_are_found_masked_and_it_is_written_down(
        self, batu: Seat, filed: Submission, by: str
    ) -> None:
        person = filed.applicant
        response = find(batu, getattr(person, by), reason=REASON)
        shown = text_of(response)
        assert response.status_code == 200
        assert str(filed.number) in shown
        assert person.masked_name in shown
        kept = DisclosureEntry.objects.get()
        assert (kept.subject_kind, kept.reason) == ("search", REASON)
        secret = {person.name, person.phone, person.id_number}
        written = f"{kept.subject_id} {kept.what} {kept.reason}"
        assert not any(one in written or one in shown for one in secret)

    def test_a_search_that_finds_nobody_is_written_down_too(self, batu: Seat) -> None:
        response = find(batu, "额尔敦", reason="", other="来人查询他人办件进度")
        assert response.status_code == 404
        assert "逐字相同" in text_of(response)
        assert DisclosureEntry.objects.get().reason == "来人查询他人办件进度"

    def test_a_piece_of_a_name_finds_nobody(self, batu: Seat, library: None) -> None:
        cases.filed(cases.an_applicant("欧阳明月"))
        assert find(batu, "欧阳", reason=REASON).status_code == 404
        assert find(batu, "欧 阳明月", reason=REASON).status_code == 200

    def test_an_address_takes_no_name(self, batu: Seat, filed: Submission) -> None:
        shown = text_of(batu.get("cases/", q=filed.applicant.name, reason=REASON))
        assert str(filed.number) not in shown


def test_too_many_hits_are_said_to_be_too_many(
    batu: Seat, library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_HITS", 1)
    for _time in range(2):
        cases.filed(cases.an_applicant("乌兰"))
    assert "多于 1 件" in text_of(find(batu, "乌兰", reason=REASON))


@pytest.mark.parametrize("more", [{}, {"reason": REASON}])
def test_more_cases_cost_no_more_queries(batu: Seat, library: None, more: dict[str, str]) -> None:
    def queries(text: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            find(batu, text, **more)
        return len(captured)

    text = "包文" if more else str(cases.filed().number)[:3]
    cases.filed(cases.an_applicant("包文"))
    queries(text)
    few = queries(text)
    cases.filed(cases.an_applicant("包文"))
    assert queries(text) == few
    assert few <= 16
