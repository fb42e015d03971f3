"""Putting results into somebody's hands."""

from typing import Any

import pytest

from bundles.casework import services as casework
from bundles.casework.models import Event, Submission
from bundles.casework.states import SubmissionStatus
from bundles.issuance import services
from bundles.issuance.models import Batch, Certificate
from tests import cases
from tests.console.seats import Seat, form_of, text_of

LI = {
    "name": "李文",
    "capacity": "agent",
    "identity_number": "152502198511220015",
    "method": "window",
    "compared": "on",
}


@pytest.fixture
def issued(library: None) -> Submission:
    submission = cases.decided()
    services.issue(submission.pk)
    return cases.fresh(submission)


def hand(seat: Seat, submission: Submission, **changed: Any) -> Any:
    return seat.verb(submission, "hand-over/1", **(LI | changed))


def batch_of(submission: Submission) -> Batch:
    return Batch.objects.get(submission=submission)


def test_the_form_signs_the_batch_out_and_closes_the_case(batu: Seat, issued: Submission) -> None:
    page = batu.get(f"cases/{issued.number}/hand-over/1/")
    fields = {"seen": form_of(page, "/hand-over/1/")["seen"]}
    response = batu.post(f"cases/{issued.number}/hand-over/1/", **(fields | LI))
    assert response.status_code == 302
    batch = batch_of(issued)
    assert batch.handed_over_at is not None
    assert (batch.receiver, batch.receiver_identity) == ("李文", "1525**********0015")
    assert (batch.receiver_capacity, batch.method) == ("受托代领人", "窗口领取")
    assert batch.handed_over_by["id"] == "WLG-ZW-01"
    assert cases.fresh(issued).state is SubmissionStatus.CLOSED


def test_the_desk_offers_what_is_ready_and_then_no_longer(batu: Seat, issued: Submission) -> None:
    link = f"/console/cases/{issued.number}/hand-over/1/"
    assert link in batu.get("").content.decode()
    hand(batu, issued)
    assert link not in batu.get("").content.decode()


def test_the_applicant_in_person_shows_their_own_card(batu: Seat, issued: Submission) -> None:
    wrong = hand(batu, issued, capacity="applicant")
    assert wrong.status_code == 422
    assert "与申请人登记的身份证件号码不一致" in text_of(wrong)
    own = issued.applicant.id_number
    assert hand(batu, issued, capacity="applicant", identity_number=own).status_code == 302


def test_a_legal_representative_is_named_in_the_form(batu: Seat, issued: Submission) -> None:
    wrong = hand(batu, issued, capacity="representative")
    assert wrong.status_code == 422
    assert "申请表中没有这个身份证件号码" in text_of(wrong)
    theirs = issued.answers["blocks"]["legal_representative"]
    right = {"name": theirs["name"], "identity_number": theirs["id_number"]}
    assert hand(batu, issued, capacity="representative", **right).status_code == 302


def test_every_gap_is_told_at_once_and_nothing_is_signed_out(
    batu: Seat, issued: Submission
) -> None:
    response = batu.verb(issued, "hand-over/1", name="", identity_number="1525", capacity="x")
    told = text_of(response)
    assert response.status_code == 422
    for sentence in ("请填写签收人姓名", "身份证号码应为18位", "请选择签收身份", "请选择送达方式"):
        assert sentence in told
    assert batch_of(issued).handed_over_at is None


def test_what_has_not_arrived_cannot_be_signed_out(batu: Seat, issued: Submission) -> None:
    certificate = Certificate.objects.filter(batch__submission=issued).order_by("id")[0]
    Certificate.objects.filter(pk=certificate.pk).update(arrived_at=None, paper=None)
    assert "hand-over/1/" not in batu.case(issued).content.decode()
    response = hand(batu, issued)
    assert response.status_code == 409
    assert f"尚未送到窗口，不能签收：{certificate.name}" in text_of(response)
    arrive = f"cases/{issued.number}/results/{certificate.pk}/arrive/"
    assert batu.post(arrive).status_code == 302
    assert hand(batu, issued).status_code == 302


def test_another_halls_results_do_not_exist(elsewhere: Seat, issued: Submission) -> None:
    assert hand(elsewhere, issued).status_code == 404
    assert elsewhere.get(f"cases/{issued.number}/hand-over/1/").status_code == 404
    certificate = Certificate.objects.filter(batch__submission=issued)[0]
    arrive = f"cases/{issued.number}/results/{certificate.pk}/arrive/"
    assert elsewhere.post(arrive).status_code == 404


def test_a_batch_nobody_made_is_not_found(batu: Seat, issued: Submission) -> None:
    assert batu.verb(issued, "hand-over/2", **LI).status_code == 404
    assert batu.post(f"cases/{issued.number}/results/999999/arrive/").status_code == 404


def test_another_cases_result_cannot_arrive_through_this_one(
    batu: Seat, issued: Submission, filed: Submission
) -> None:
    certificate = Certificate.objects.filter(batch__submission=issued)[0]
    arrive = f"cases/{filed.number}/results/{certificate.pk}/arrive/"
    assert batu.post(arrive).status_code == 404


def test_only_asking_and_posting(batu: Seat, issued: Submission) -> None:
    address = f"/console/cases/{issued.number}/"
    certificate = Certificate.objects.filter(batch__submission=issued)[0]
    assert batu.client.put(f"{address}hand-over/1/").status_code == 405
    assert batu.client.get(f"{address}results/{certificate.pk}/arrive/").status_code == 405


def test_a_reserved_batch_cannot_be_handed_over(batu: Seat) -> None:
    submission = cases.decided()
    services.reserve(submission.pk)
    response = hand(batu, cases.fresh(submission))
    assert response.status_code == 409
    assert "尚未出件" in text_of(response)


def test_twice_is_once(batu: Seat, issued: Submission) -> None:
    hand(batu, issued)
    response = hand(batu, cases.fresh(issued), name="王五")
    assert response.status_code == 409
    assert "由受托代领人签收，不用再次办理" in text_of(response)
    assert batch_of(issued).receiver == "李文"
    assert Event.objects.filter(submission=issued, kind="issuance.handed_over").count() == 1


def test_who_signed_is_told_in_english_too(batu: Seat, issued: Submission) -> None:
    hand(batu, issued)
    batu.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for told in (text_of(hand(batu, issued)), text_of(batu.case(issued))):
        assert "uthorised collector" in told
        assert "受托代领人" not in told


def test_a_stale_page_hands_nothing_over(batu: Seat) -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    casework.ask_for_results(submission.pk, by=cases.own(submission))
    services.issue(submission.pk)
    looked_at = cases.fresh(submission)
    casework.withdraw(submission.pk, by=cases.own(submission))
    response = hand(batu, looked_at)
    assert response.status_code == 409
    assert "您打开此页之后，这个办件已有变化" in text_of(response)
    assert batch_of(submission).handed_over_at is None


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, issued: Submission) -> None:
    assert hand(nobody, issued)["Location"].startswith("/console/login/")
    assert batch_of(issued).handed_over_at is None
