"""Refusing to accept, in writing."""

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from departments.models import Officer
from tests import cases
from tests.console.seats import ULGAI, Seat, account, form_of, sign_in, text_of

REASONS = "经营场所不在乌拉盖管理区，请向所在地的政务服务大厅申请。"


def test_reasons_end_the_case_and_stand_on_its_page(batu: Seat, filed: Submission) -> None:
    fields = form_of(batu.get(f"cases/{filed.number}/refuse/"), "/refuse/")
    response = batu.post(f"cases/{filed.number}/refuse/", **(fields | {"reasons": REASONS}))
    assert response.status_code == 302
    assert cases.fresh(filed).state is SubmissionStatus.REFUSED
    assert REASONS in text_of(batu.case(filed))


def test_without_reasons_nothing_happens(batu: Seat, filed: Submission) -> None:
    for reasons in ("", "   "):
        response = batu.verb(filed, "refuse", reasons=reasons)
        assert response.status_code == 422
        assert "请写明不予受理的理由" in text_of(response)
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_what_no_paper_can_hold_is_refused(batu: Seat, filed: Submission) -> None:
    assert batu.verb(filed, "refuse", reasons="坏\0字").status_code == 422
    assert batu.verb(filed, "refuse", reasons="字" * 2001).status_code == 422


def test_another_halls_case_does_not_exist(elsewhere: Seat, filed: Submission) -> None:
    assert elsewhere.verb(filed, "refuse", reasons=REASONS).status_code == 404
    assert elsewhere.get(f"cases/{filed.number}/refuse/").status_code == 404


def test_a_number_nobody_has_is_not_found(batu: Seat, filed: Submission) -> None:
    assert batu.get("cases/YJS152571202611230099994/refuse/").status_code == 404


def test_only_asking_and_posting(batu: Seat, filed: Submission) -> None:
    assert batu.client.put(f"/console/cases/{filed.number}/refuse/").status_code == 405


def test_an_accepted_case_cannot_be_refused(batu: Seat, filed: Submission) -> None:
    accepted = cases.accepted(filed)
    assert batu.verb(accepted, "refuse", reasons=REASONS).status_code == 409
    assert cases.fresh(filed).state is SubmissionStatus.ACCEPTED


def test_twice_is_once(batu: Seat, filed: Submission) -> None:
    batu.verb(filed, "refuse", reasons=REASONS)
    response = batu.verb(filed, "refuse", reasons="别的理由，也不行。")
    assert response.status_code == 409
    assert cases.fresh(filed).refusal == REASONS


def test_a_stale_page_refuses_nothing(batu: Seat, filed: Submission) -> None:
    services.accept(filed.pk, seen=filed.revision, by=cases.clerk())
    assert batu.verb(filed, "refuse", reasons=REASONS).status_code == 409
    assert cases.fresh(filed).state is SubmissionStatus.ACCEPTED


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, filed: Submission) -> None:
    response = nobody.verb(filed, "refuse", reasons=REASONS)
    assert response["Location"].startswith("/console/login/")


def test_what_was_written_is_there_again_after_signing_in_anew(filed: Submission) -> None:
    seat = Seat()
    fields = form_of(seat.get(f"cases/{filed.number}/refuse/"), "/refuse/")
    seat.client.logout()
    answer = seat.post(f"cases/{filed.number}/refuse/", **(fields | {"reasons": REASONS}))
    assert answer.url.endswith(f"next=/console/cases/{filed.number}/refuse/")
    sign_in(seat.client, account(ULGAI))
    assert REASONS in text_of(seat.get(f"cases/{filed.number}/refuse/"))
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_what_was_written_stays_when_a_colleague_was_quicker(batu: Seat, filed: Submission) -> None:
    fields = form_of(batu.get(f"cases/{filed.number}/refuse/"), "/refuse/")
    officer = Officer.objects.select_related("department", "hall").get(number="WLG-ZW-02")
    services.take(filed.pk, by=Actor.for_officer(officer))
    answer = batu.post(f"cases/{filed.number}/refuse/", **(fields | {"reasons": REASONS}))
    assert (answer.status_code, REASONS in text_of(answer)) == (409, True)
    services.take(filed.pk, by=cases.clerk())
    fields = form_of(answer, "/refuse/")
    batu.post(f"cases/{filed.number}/refuse/", **(fields | {"reasons": REASONS}))
    assert cases.fresh(filed).state is SubmissionStatus.REFUSED
