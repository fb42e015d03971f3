"""Accepting at the window."""

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.states import SubmissionStatus
from tests import cases
from tests.console.seats import Seat, form_of, text_of


def test_the_button_on_the_page_accepts(batu: Seat, filed: Submission) -> None:
    fields = form_of(batu.case(filed), "/accept/")
    response = batu.post(f"cases/{filed.number}/accept/", **fields)
    assert response.status_code == 302
    assert cases.fresh(filed).state is SubmissionStatus.ACCEPTED
    assert "已受理" in text_of(batu.case(filed))


def test_another_halls_case_does_not_exist(elsewhere: Seat, filed: Submission) -> None:
    assert elsewhere.verb(filed, "accept").status_code == 404
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_a_number_nobody_has_is_not_found(batu: Seat, filed: Submission) -> None:
    assert batu.post("cases/YJS152571202611230099994/accept/", seen=1).status_code == 404


def test_accepting_is_posted(batu: Seat, filed: Submission) -> None:
    assert batu.get(f"cases/{filed.number}/accept/").status_code == 405
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_a_case_sent_back_cannot_be_accepted(batu: Seat, filed: Submission) -> None:
    defects = [services.Defect("material:M08", "缺少签字，请补签。")]
    services.return_for_correction(filed.pk, seen=filed.revision, defects=defects, by=cases.clerk())
    response = batu.verb(cases.fresh(filed), "accept")
    assert response.status_code == 409
    assert "目前的状态不能进行此操作" in text_of(response)


def test_twice_says_what_happened_and_changes_nothing(batu: Seat, filed: Submission) -> None:
    batu.verb(filed, "accept")
    events = filed.events.count()
    response = batu.verb(filed, "accept")
    assert response.status_code == 409
    assert "您打开此页之后，这个办件已有变化" in text_of(response)
    assert "巴图（综合窗口工作人员）：受理" in text_of(response)
    assert filed.events.count() == events


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, filed: Submission) -> None:
    response = nobody.verb(filed, "accept")
    assert response.status_code == 302
    assert response["Location"].startswith("/console/login/")
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_a_stale_page_accepts_nothing(batu: Seat, filed: Submission) -> None:
    by = cases.own(filed)
    services.take_back(filed.pk, by=by)
    services.apply(filed.pk, reviewed=review_hash(cases.fresh(filed)), by=by)
    response = batu.verb(filed, "accept")
    assert response.status_code == 409
    assert "申请人：收回申请，继续修改" in text_of(response)
    assert "申请人：提交申请" in text_of(response)
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_a_form_without_the_seen_version_is_refused(batu: Seat, filed: Submission) -> None:
    for seen in ("", "x", "-1", "9" * 40):
        response = batu.verb(filed, "accept", seen=seen)
        assert response.status_code == 400
        assert "提交的内容不完整" in text_of(response)
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED
