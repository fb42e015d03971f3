from typing import Any

import pytest
from django.test import Client

from bundles.casework.models import Submission
from tests.web.company import QUESTIONS, REPEATED, WANG, as_sent, begin

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
    return client.post(f"{address}add/", row | {"row-id": f"{there:08}"})


def identity(client: Client, address: str, index: int) -> str:
    """What the page of the list knows the row by."""
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
    fixed = FIRST | {"row-id": answer.context["row_id"]}
    assert his.post(answer.context["action"], fixed)["Location"] == list_page
    assert len(shareholders()) == 1


def test_a_row_is_changed_in_place(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    his.post(f"{list_page}0/", FIRST | {"amount": "1000000", "row-id": identity(his, list_page, 0)})
    assert shareholders()[0]["amount"] == "1000000.00"


def test_the_last_change_of_each_field_wins(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    first, second = (his.get(f"{list_page}0/share/") for _tab in range(2))
    his.post(f"{list_page}0/share/", as_sent(first, amount="700000"))
    his.post(f"{list_page}0/share/", as_sent(second, years="3"))
    (row,) = shareholders()
    assert (row["amount"], row["years"]) == ("700000.00", 3)
    page = his.get(list_page).content.decode()
    assert "“认缴出资额（元）”刚刚在另一个页面或设备上改过，已保留那边的新内容" in page


def test_a_row_keeps_its_page_when_one_before_it_is_taken_out(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    add(his, list_page, SECOND, 1)
    tab = his.get(f"{list_page}1/share/")
    his.post(f"{list_page}0/remove/", {"row-id": identity(his, list_page, 0)})
    his.post(f"{list_page}1/share/", as_sent(tab, amount="1000000"))
    assert [(row["name"], row["amount"]) for row in shareholders()] == [("李娜", "1000000.00")]


def test_what_is_typed_into_a_row_taken_out_elsewhere_is_not_lost(
    his: Client, list_page: str
) -> None:
    add(his, list_page, FIRST, 0)
    tab = his.get(f"{list_page}0/who/")
    his.post(f"{list_page}0/remove/", {"row-id": identity(his, list_page, 0)})
    his.post(f"{list_page}0/who/", as_sent(tab, name="王小明"))
    assert [row["name"] for row in shareholders()] == ["王小明"]


def test_a_row_taken_out_can_be_put_back(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    add(his, list_page, SECOND, 1)
    his.post(f"{list_page}0/remove/", {"row-id": identity(his, list_page, 0)})
    undo = list_page.replace("form/shareholders/", "undo/")
    assert "撤销删除" in his.get(list_page).content.decode()
    for _click in range(2):
        his.post(undo)
    assert [row["name"] for row in shareholders()] == ["王晓明", "李娜"]
    assert "撤销删除" not in his.get(list_page).content.decode()


def test_the_figures_of_the_sum_are_told(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    page = his.get(list_page).content.decode()
    assert "600,000 元" in page
    assert "400,000 元" in page
    assert "占 60 %" in page
    answer = his.post(list_page).content.decode()
    assert "合计 600,000.00 元，应为 1,000,000.00 元，还差 400,000.00 元" in answer
    assert "/form/capital/#f-amount" in answer


def test_the_first_button_asks_for_the_first_row(his: Client, list_page: str) -> None:
    assert "添加第一名股东" in his.get(list_page).content.decode()
    add(his, list_page, FIRST, 0)
    page = his.get(list_page).content.decode()
    assert "添加第一名股东" not in page
    assert "再添一名股东" in page


def test_going_back_to_the_page_of_a_new_row_shows_that_row(his: Client, list_page: str) -> None:
    new = his.get(f"{list_page}add/")["Location"]
    page = his.get(new)
    his.post(new, as_sent(page, name="王晓明", id_number=FIRST["id_number"], phone="13847912345"))
    assert 'value="王晓明"' in his.get(new).content.decode()
    his.post(new, as_sent(page, name="王晓明", id_number=FIRST["id_number"], phone="13847912345"))
    assert len(shareholders()) == 1


def test_somebody_named_before_is_picked_not_typed(his: Client, list_page: str) -> None:
    new = his.get(f"{list_page}add/")["Location"]
    page = his.get(new)
    (pick,) = page.context["picks"]
    assert pick.label == "王晓明（2518）"
    his.post(new, as_sent(page, then=pick.value))
    (row,) = shareholders()
    assert (row["name"], row["id_number"]) == (WANG["name"], WANG["id_number"])


def test_removing_twice_removes_one_row(his: Client, list_page: str) -> None:
    add(his, list_page, FIRST, 0)
    add(his, list_page, SECOND, 1)
    was = identity(his, list_page, 0)
    for _click in range(2):
        his.post(f"{list_page}0/remove/", {"row-id": was})
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
    was = identity(his, list_page, 0)
    assert add(hers, list_page, SECOND, 1).status_code == 404
    assert hers.post(f"{list_page}0/", SECOND | {"row-id": was}).status_code == 404
    assert hers.post(f"{list_page}0/remove/", {"row-id": was}).status_code == 404
    assert [row["name"] for row in shareholders()] == ["王晓明"]
