from typing import Any

import pytest
from django.test import Client

from bundles.casework.models import Submission
from tests.web.company import QUESTIONS, REPEATED, begin

FIRST, SECOND = REPEATED["shareholders"]


def shareholders() -> list[dict[str, Any]]:
    return Submission.objects.get().answers["blocks"].get("shareholders", [])


@pytest.fixture
def list_page(his: Client) -> str:
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    his.post(f"{case}form/capital/", {"amount": "1000000"})
    return f"{case}form/shareholders/"


def add(client: Client, address: str, row: dict[str, Any], there: int) -> Any:
    return client.post(f"{address}add/", row | {"rows": there})


def mark(client: Client, address: str, index: int) -> str:
    rows = client.get(address).context["rows"]
    return str(rows[index][1])


def test_rows_are_added_one_page_each(his: Client, list_page: str) -> None:
    assert add(his, list_page, FIRST, 0)["Location"] == list_page
    add(his, list_page, SECOND, 1)
    assert [row["name"] for row in shareholders()] == ["王晓明", "李娜"]
    page = his.get(list_page).content.decode()
    assert "股东 2" in page
    assert "400,000.00 元" in page


def test_a_double_click_adds_one_row(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    add(his, list_page, FIRST, 0)
    assert len(shareholders()) == 1


def test_a_wrong_row_is_kept_and_its_page_goes_on_changing_it(his: Client, list_page: str) -> None:
    answer = add(his, list_page, FIRST | {"phone": "123"}, 0)
    assert answer.status_code == 422
    assert answer.context["action"] == f"{list_page}0/"
    fixed = FIRST | dict(answer.context["hidden"])
    assert his.post(answer.context["action"], fixed)["Location"] == list_page
    assert len(shareholders()) == 1


def test_a_row_is_changed_in_place(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    his.post(f"{list_page}0/", FIRST | {"amount": "1000000", "was": mark(his, list_page, 0)})
    assert shareholders()[0]["amount"] == "1000000.00"


def test_a_row_changed_elsewhere_meanwhile_is_not_overwritten(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    old = mark(his, list_page, 0)
    his.post(f"{list_page}0/", FIRST | {"amount": "700000", "was": old})
    his.post(f"{list_page}0/", FIRST | {"amount": "800000", "was": old})
    assert shareholders()[0]["amount"] == "700000.00"


def test_removing_twice_removes_one_row(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    add(his, list_page, SECOND, 1)
    was = mark(his, list_page, 0)
    for _click in range(2):
        his.post(f"{list_page}0/remove/", {"was": was})
    assert [row["name"] for row in shareholders()] == ["李娜"]


def test_removing_needs_a_post(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    assert his.get(f"{list_page}0/remove/").status_code == 405


def test_amounts_that_do_not_add_up_are_told_on_the_list(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    answer = his.post(list_page)
    assert answer.status_code == 422
    assert "加起来不等于注册资本" in answer.content.decode()
    add(his, list_page, SECOND, 1)
    assert his.post(list_page)["Location"].endswith("/form/officers/")


def test_a_list_still_growing_is_not_told_that_it_does_not_add_up(
    his: Client, list_page: str
) -> None:
    add(his, list_page, FIRST, 0)
    assert "加起来不等于注册资本" not in his.get(list_page).content.decode()
    assert "加起来不等于注册资本" in his.get(f"{list_page}?back=review").content.decode()


def test_an_empty_list_cannot_go_on_but_can_wait(his: Client, list_page: str) -> None:
    assert his.post(list_page).status_code == 422
    assert his.post(list_page, {"then": "later"})["Location"].endswith("/form/")


def test_a_row_that_is_not_there_is_404(his: Client, list_page: str) -> None:
    assert his.get(f"{list_page}3/").status_code == 404


def test_a_block_without_rows_has_no_row_pages(his: Client, list_page: str) -> None:
    assert his.get(list_page.replace("shareholders", "capital") + "add/").status_code == 404


def test_nobody_else_adds_changes_or_removes(his: Client, hers: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    was = mark(his, list_page, 0)
    assert add(hers, list_page, SECOND, 1).status_code == 404
    assert hers.post(f"{list_page}0/", SECOND | {"was": was}).status_code == 404
    assert hers.post(f"{list_page}0/remove/", {"was": was}).status_code == 404
    assert [row["name"] for row in shareholders()] == ["王晓明"]
