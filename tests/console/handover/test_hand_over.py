"""Putting results into somebody's hands."""

import re
from typing import Any

from bs4 import BeautifulSoup

from bundles.casework import services as casework
from bundles.casework.models import Event, Submission
from bundles.casework.states import SubmissionStatus
from bundles.issuance import services
from bundles.issuance.models import Batch, Certificate, Proof
from tests import cases
from tests.console.handover.stage import a_scan, arrived, hand, li, own
from tests.console.seats import Seat, form_of, text_of
from tests.issuance.signing_by_hand import signed_by_hand


def batch_of(submission: Submission) -> Batch:
    return Batch.objects.get(submission=submission)


def listed(page: Any) -> list[str]:
    """The results that a page asks to sign for, as its form sends them."""
    soup = BeautifulSoup(page.content, "html.parser")
    return [str(one["value"]) for one in soup.select('form[data-collect] input[name="result"]')]


def test_a_signature_on_the_pad_signs_everything_out_and_closes_the_case(
    batu: Seat, ready: Submission
) -> None:
    page = batu.get(f"cases/{ready.number}/hand-over/")
    fields = {"seen": form_of(page, "/hand-over/")["seen"], "result": listed(page)}
    given = own(ready) | {"proof": "pad", "signature": signed_by_hand()}
    response = batu.post(f"cases/{ready.number}/hand-over/", **(given | fields))
    assert response.status_code == 302
    batch = batch_of(ready)
    assert (batch.receiver_capacity, batch.method, batch.proof) == (
        "申请人本人",
        "窗口领取",
        Proof.PAD,
    )
    assert batch.handed_over_by["id"] == "WLG-ZW-01"
    assert cases.fresh(ready).state is SubmissionStatus.CLOSED
    shown = text_of(batu.case(ready))
    assert batch.receiver_identity in shown
    assert ready.applicant.id_number not in shown


def test_the_desk_offers_what_is_ready_and_then_no_longer(batu: Seat, ready: Submission) -> None:
    link = f"/console/cases/{ready.number}/hand-over/"
    assert link in batu.get("").content.decode()
    assert link in batu.get("handover/ready/").content.decode()
    assert hand(batu, ready).status_code == 302
    assert link not in batu.get("").content.decode()
    assert ready.number in text_of(batu.get("handover/today/"))
    assert ready.number in text_of(batu.get("handover/scans/"))


def test_a_card_that_is_not_the_applicants_or_the_representatives_is_told(
    batu: Seat, ready: Submission
) -> None:
    wrong = batu.verb(ready, "hand-over", **(li(ready) | {"capacity": "applicant"}))
    assert wrong.status_code == 422
    assert "与申请人登记的身份证件号码不一致" in text_of(wrong)
    wrong = batu.verb(ready, "hand-over", **(li(ready) | {"capacity": "representative"}))
    assert "与申请表中法定代表人的身份证件号码不一致" in text_of(wrong)
    assert batch_of(ready).handed_over_at is None
    theirs = ready.answers["blocks"]["legal_representative"]
    right = {"name": theirs["name"], "identity_number": theirs["id_number"]}
    assert hand(batu, ready, capacity="representative", **right).status_code == 302


def test_a_proxy_needs_an_authorisation_and_a_scanned_one_will_do(
    batu: Seat, ready: Submission
) -> None:
    alone = batu.verb(ready, "hand-over", **li(ready))
    assert alone.status_code == 422
    assert "没有找到有效的代领委托" in text_of(alone)
    forged = batu.verb(ready, "hand-over", **li(ready), authorisation=a_scan("委托书.jpg"))
    assert forged.status_code == 422
    assert batch_of(ready).handed_over_at is None
    assert batu.verb(ready, "hand-over", **li(ready), authorisation=a_scan()).status_code == 302
    assert len(batch_of(ready).proxy_sha256) == 64


def test_every_gap_is_told_at_once_and_nothing_is_signed_out(batu: Seat, ready: Submission) -> None:
    response = batu.verb(ready, "hand-over", name="", identity_number="1525", capacity="x")
    told = text_of(response)
    assert response.status_code == 422
    for sentence in ("请填写签收人姓名", "身份证号码应为18位", "请选择签收身份", "请选择签收方式"):
        assert sentence in told
    assert "请签收人在签名板上签名" in text_of(hand(batu, ready, proof="pad"))
    bad = hand(batu, ready, proof="pad", signature="data:image/png;base64,AAAA")
    assert bad.status_code == 422
    assert batch_of(ready).handed_over_at is None


def test_the_record_is_printed_to_be_signed_and_scanned_in_later(
    batu: Seat, ready: Submission
) -> None:
    given = own(ready)
    printed = batu.post(f"cases/{ready.number}/hand-over/record.pdf", **given)
    assert printed.content[:5] == b"%PDF-"
    assert batch_of(ready).handed_over_at is None
    assert hand(batu, ready).status_code == 302
    scan = f"cases/{ready.number}/batches/1/scan/"
    assert batu.post(scan).status_code == 422
    assert batu.post(scan, scan=a_scan("回证.exe")).status_code == 422
    assert batu.post(scan, scan=a_scan("回证.pdf")).status_code == 302
    assert batch_of(ready).scan_sha256
    assert "纸质签字的送达回证都已扫描存档" in text_of(batu.get("handover/scans/"))


def test_what_was_scanned_is_opened_again_by_a_clerk_of_the_hall(
    batu: Seat, elsewhere: Seat, ready: Submission
) -> None:
    base = f"cases/{ready.number}/batches/1/"
    assert batu.get(f"{base}record/").status_code == 404
    batu.verb(ready, "hand-over", **li(ready), authorisation=a_scan(), scan=a_scan("回证.pdf"))
    assert "代领委托书（扫描件）" in text_of(batu.case(ready))
    for which in ("record/", "authorisation/"):
        shown = batu.get(base + which)
        assert shown["Content-Type"] == "application/pdf"
        assert b"".join(shown.streaming_content).startswith(b"%PDF-")
        assert elsewhere.get(base + which).status_code == 404


def test_what_has_not_arrived_cannot_be_signed_out(batu: Seat, issued: Submission) -> None:
    assert "hand-over/" not in batu.case(issued).content.decode()
    response = hand(batu, issued)
    assert response.status_code == 409
    assert "尚未送到窗口，不能签收：印章备案回执" in text_of(response)
    assert "印章待接单" in text_of(batu.case(issued))


def test_another_halls_results_do_not_exist(elsewhere: Seat, ready: Submission) -> None:
    assert hand(elsewhere, ready).status_code == 404
    for address in ("hand-over/", "parcels/"):
        assert elsewhere.get(f"cases/{ready.number}/{address}").status_code == 404
    for address in ("hand-over/record.pdf", "batches/1/scan/", "subsidies/1/"):
        assert elsewhere.post(f"cases/{ready.number}/{address}").status_code == 404


def test_a_reserved_batch_cannot_be_handed_over(batu: Seat) -> None:
    submission = cases.decided()
    services.reserve(submission.pk)
    response = hand(batu, cases.fresh(submission))
    assert response.status_code == 409
    assert "尚未出件" in text_of(response)


def test_twice_is_once(batu: Seat, ready: Submission) -> None:
    hand(batu, ready)
    response = hand(batu, cases.fresh(ready), name="王五")
    assert response.status_code == 409
    assert "由申请人本人签收，不用再次办理" in text_of(response)
    assert Event.objects.filter(submission=ready, kind="issuance.handed_over").count() == 1


def test_who_signed_is_told_in_english_too(batu: Seat, ready: Submission) -> None:
    hand(batu, ready)
    batu.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for told in (text_of(hand(batu, ready)), text_of(batu.case(ready))):
        assert re.search("applicant", told, re.IGNORECASE)
        assert "申请人本人" not in told


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


def test_only_what_the_page_showed_is_signed_for(batu: Seat, in_two_batches: Submission) -> None:
    """T27: a colleague registers the seals while the applicant signs for the licence."""
    case = in_two_batches
    page = batu.get(f"cases/{case.number}/hand-over/")
    assert "另有 1 批还没有到齐" in text_of(page)
    arrived(case)
    assert hand(batu, case, result=listed(page)).status_code == 302
    first, second = Batch.objects.filter(submission=case)
    assert (first.handed_over_at is None, second.handed_over_at) == (False, None)
    assert cases.fresh(case).state is SubmissionStatus.ISSUED
    twice = hand(batu, case, result=listed(page))
    assert "不用再次办理" in text_of(twice)
    assert hand(batu, case).status_code == 302
    assert cases.fresh(case).state is SubmissionStatus.CLOSED


def test_what_has_changed_is_shown_again_to_be_counted_again(
    batu: Seat, in_two_batches: Submission
) -> None:
    case = in_two_batches
    page = batu.get(f"cases/{case.number}/hand-over/")
    everything = Certificate.objects.filter(batch__submission=case).values_list("pk", flat=True)
    gone = hand(batu, case, result=list(everything))
    arrived(case)
    came = hand(batu, case, result=listed(page), name="")
    for answer, many in ((gone, 1), (came, 6)):
        assert answer.status_code == 422
        assert "可以交付的结果有变化" in text_of(answer)
        assert len(listed(answer)) == many
        ticked = BeautifulSoup(answer.content, "html.parser").select("#id_compared[checked]")
        assert not ticked
    assert hand(batu, case, result=[]).status_code == 422
    assert not Batch.objects.filter(submission=case, handed_over_at__isnull=False).exists()


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, ready: Submission) -> None:
    assert hand(nobody, ready)["Location"].startswith("/console/login/")
    assert batch_of(ready).handed_over_at is None
