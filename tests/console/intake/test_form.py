"""The one page: kept as it is typed, drawn anew where an answer changes what is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from bundles.casework.models import Submission
from portal.form import unsaved
from tests import cases
from tests.console.intake.counter import FOUNDER, begun, page, row_of
from tests.console.seats import ULGAI, Seat, account, sign_in, text_of

JSON = {"Accept": "application/json"}


def keep(seat: Seat, draft: Submission, block: str, **fields: str) -> dict[str, Any]:
    address = f"/console/{page(draft, f'form/{block}/')}"
    answer = seat.client.post(address, {"then": "keep", **fields}, headers=JSON)
    told: dict[str, Any] = json.loads(answer.content)
    return told


def stored(draft: Submission, block: str) -> Any:
    return cases.fresh(draft).answers["blocks"].get(block)


def test_the_whole_form_stands_on_one_page_with_its_materials(batu: Seat) -> None:
    shown = text_of(batu.get(page(begun(batu))))
    for part in ("公司名称", "股东", "税务和发票", "领取方式", "公司章程", "核对签字"):
        assert part in shown


def test_what_is_typed_is_kept_and_what_is_wrong_is_told_at_once(batu: Seat) -> None:
    draft = begun(batu)
    told = keep(batu, draft, "company_name", trade_name="A")
    assert "trade_name" in told["problems"]
    assert stored(draft, "company_name")["trade_name"] == "A"


def test_an_answer_draws_the_parts_anew_that_hang_on_it(batu: Seat) -> None:
    draft = begun(batu)
    told = keep(batu, draft, "questions", hires_staff="no", shapes='{"staff": "x"}')
    assert "staff" in told["gone"]
    told = keep(batu, draft, "questions", hires_staff="yes")
    assert "员工" in told["parts"]["staff"]


def test_a_person_named_before_is_picked_and_not_typed(batu: Seat) -> None:
    draft = begun(batu)
    row = row_of(batu.get(page(draft)), "shareholders")
    keep(batu, draft, "shareholders", **{"row-id": row, "then": "take-0-0"})
    (shareholder,) = stored(draft, "shareholders")
    assert shareholder["id_number"] == FOUNDER.id_number
    assert shareholder["phone"] == FOUNDER.phone


def test_what_the_shares_still_want_is_said_while_typing(batu: Seat) -> None:
    draft = begun(batu)
    keep(batu, draft, "capital", amount="1000000")
    row = row_of(batu.get(page(draft)), "shareholders")
    told = keep(batu, draft, "shareholders", **{"row-id": row, "amount": "400000"})
    assert "600,000" in told["said"]["shareholders"]


def test_a_row_is_taken_out_once(batu: Seat) -> None:
    draft = begun(batu)
    row = row_of(batu.get(page(draft)), "staff") if stored(draft, "staff") else "a1b2c3d4e5"
    keep(batu, draft, "shareholders", **{"row-id": row, "name": "李四"})
    for _click in range(2):
        keep(batu, draft, "shareholders", **{"row-id": row, "then": "remove"})
    assert stored(draft, "shareholders") == []


def test_one_key_answers_as_most_people_do(batu: Seat) -> None:
    draft = begun(batu)
    keep(batu, draft, "questions", premises="owned")
    batu.post(page(draft, "usual/"))
    questions = cases.fresh(draft).answers["questions"]
    assert (questions["premises"], questions["hires_staff"]) == ("owned", True)


def test_without_a_script_every_block_is_saved_by_its_button(batu: Seat) -> None:
    draft = begun(batu)
    answer = batu.post(page(draft, "form/capital/"), amount="88")
    assert answer.url.endswith("#b-capital")
    assert stored(draft, "capital")["amount"] == "88.00"


def test_a_clerk_whose_session_ends_mid_form_loses_nothing(batu: Seat) -> None:
    draft = begun(batu)
    browser = Seat(None).client
    told = typed(browser, draft, "capital", amount="520000")
    assert told.status_code == 401
    answer = json.loads(told.content)
    assert f"/console/{page(draft)}" in answer["sign_in"].replace("%2F", "/")
    assert answer["kept"] is True
    typed(browser, draft, "company_name", trade_name="草原晨光")
    typed(browser, draft, "shareholders", **{"row-id": "a1b2c3d4e5", "name": "李四"})
    typed(browser, draft, "shareholders", **{"row-id": "f6a7b8c9d0", "name": "王"})
    typed(browser, draft, "shareholders", **{"row-id": "f6a7b8c9d0", "name": "王五"})
    sign_in(browser, account(ULGAI))
    shown = browser.get(f"/console/{page(draft)}", follow=True)
    assert "没有丢失" in text_of(shown)
    assert stored(draft, "capital")["amount"] == "520000.00"
    assert stored(draft, "company_name")["trade_name"] == "草原晨光"
    assert [row["name"] for row in stored(draft, "shareholders")] == ["李四", "王五"]


def test_what_an_ended_session_has_no_room_for_is_told(
    batu: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsaved, "MOST_PAGES", 1)
    draft, browser = begun(batu), Seat(None).client
    kept = [
        typed(browser, draft, "capital", amount="1"),
        typed(browser, draft, "company_name", trade_name="草原晨光"),
        typed(browser, draft, "capital", amount="520000"),
    ]
    assert [json.loads(one.content)["kept"] for one in kept] == [True, False, True]
    sign_in(browser, account(ULGAI))
    browser.get(f"/console/{page(draft)}")
    assert stored(draft, "capital")["amount"] == "520000.00"


def typed(browser: Client, draft: Submission, block: str, **fields: str) -> Any:
    address = f"/console/{page(draft, f'form/{block}/')}"
    return browser.post(address, {"then": "keep", **fields}, headers=JSON)


def test_another_hall_does_not_see_it(batu: Seat, elsewhere: Seat) -> None:
    draft = begun(batu)
    assert elsewhere.get(page(draft)).status_code == 404
    assert elsewhere.post(page(draft, "form/capital/"), amount="1").status_code == 404


def test_put_aside_it_waits_on_the_list_and_is_taken_up_again(batu: Seat, xiulan: Seat) -> None:
    draft = begun(batu)
    batu.post(page(draft, "aside/"))
    assert batu.get(page(draft)).status_code == 404
    assert "未完成的收件" in text_of(xiulan.get("intake/"))
    xiulan.post(page(draft, "resume/"))
    assert xiulan.get(page(draft)).status_code == 200


def test_a_draft_nobody_goes_on_with_is_deleted_with_all_that_was_typed(batu: Seat) -> None:
    draft = begun(batu)
    batu.post(page(draft, "discard/"))
    assert cases.fresh(draft).status == "withdrawn"
    assert cases.fresh(draft).answers["blocks"] == {}
