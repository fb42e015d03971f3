"""全区通办: taken in at one hall, decided at another."""

from __future__ import annotations

import pytest

from bundles.casework.models import Submission
from bundles.reception.models import TransferList
from departments.models import Division, Hall
from tests import cases
from tests.console.intake.counter import begun, confirmed, filled, page, started
from tests.console.seats import XILINHOT, Seat, text_of

FOR_ULGAI = "wlg-hall/company-opening"


@pytest.fixture
def gerile(library: None) -> Seat:
    """格日勒 at a window of 锡林浩特, where nothing is published of their own."""
    return Seat(XILINHOT)


def for_ulgai(seat: Seat) -> Submission:
    return filled(seat, XILINHOT, bundle="", elsewhere=FOR_ULGAI)


def scanned_over(here: Seat, there: Seat, submission: Submission) -> TransferList:
    """The bag travels: onto a list here, sent off, received there."""
    opened = here.post("halls/lists/", hall="wlg-hall").url.rstrip("/").rpartition("/")[2]
    address = f"halls/lists/{opened}/"
    here.post(f"{address}scan/", number=str(submission.number))
    here.post(f"{address}send/", carrier="司机老白")
    there.post(f"{address}scan/", number=str(submission.number))
    there.post(f"{address}finish/")
    return TransferList.objects.get(number=opened)


def test_taken_in_at_xilinhot_carried_over_and_accepted_at_ulgai(batu: Seat, gerile: Seat) -> None:
    draft = for_ulgai(gerile)
    assert batu.get(page(draft)).status_code == 404
    gerile.post(page(draft, "ask/"))
    confirmed(draft)
    receipt = gerile.client.get(gerile.post(page(draft, "file/")).url)
    assert "锡林浩特市政务服务大厅代收" in text_of(receipt)
    assert "马上受理" not in text_of(receipt)
    filed = cases.fresh(draft)
    assert (filed.hall.code, filed.clerk) == ("wlg-hall", "")
    assert filed.taken_in_at == Hall.objects.get(code="xlht-hall")
    assert gerile.verb(filed, "forward").status_code == 302
    assert scanned_over(gerile, batu, filed).bags.get().received_at
    assert gerile.verb(cases.fresh(filed), "accept").status_code == 403
    batu.verb(cases.fresh(filed), "accept")
    assert cases.fresh(filed).status == "accepted"
    assert gerile.case(filed).status_code == 200


def test_ones_own_comes_first_and_the_others_stand_by(batu: Seat) -> None:
    cases.publish_at("152502000000")
    shown = text_of(batu.get("intake/"))
    assert "替其他大厅收件" in shown
    assert "锡林浩特市政务服务大厅" in shown
    draft = begun(batu)
    assert (draft.hall.code, draft.version.division_id) == ("wlg-hall", cases.WULAGAI)


def test_the_case_stands_on_what_the_other_hall_published(batu: Seat) -> None:
    cases.publish_at("152502000000")
    started(batu, elsewhere="xlht-hall/company-opening")
    draft = Submission.objects.get()
    assert draft.version.division == Division.objects.get(code="152502000000")
    assert (draft.hall.code, draft.taken_in_at) == ("xlht-hall", Hall.objects.get(code="wlg-hall"))


@pytest.mark.parametrize("strange", ["dl-hall/company-opening", "wlg-hall/nothing", "'; DROP"])
def test_what_a_hall_does_not_offer_is_not_taken_in_for_it(gerile: Seat, strange: str) -> None:
    answer = started(gerile, bundle="", elsewhere=strange)
    assert answer.status_code == 422
    assert "请重新选择" in text_of(answer)
    assert not Submission.objects.exists()


def test_without_a_choice_nothing_begins(gerile: Seat) -> None:
    answer = started(gerile, bundle="")
    assert (answer.status_code, "请选择要办的一件事" in text_of(answer)) == (422, True)
