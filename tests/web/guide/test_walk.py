import pytest
from django.test import Client

from tests.web.company import BUNDLE, DIVISION

pytestmark = pytest.mark.usefixtures("library")
BASE = f"/bundles/{DIVISION}/{BUNDLE}/guide/"
ALL = (
    "?shareholder_kind=person&premises=rented&has_supervisor=yes&hires_staff=no"
    "&extra_seals=finance-invoice&invoices=yes&special_invoices=no&has_agent=no"
)


def test_the_first_question_comes_without_signing_in(client: Client) -> None:
    page = client.get(BASE).content.decode()
    assert "股东是个人还是单位" in page
    assert "第 1 个问题" in page
    assert "公司的住所" not in page


def test_an_answer_leads_to_the_next_question_with_a_short_address(client: Client) -> None:
    answer = client.get(f"{BASE}?shareholder_kind=person&asked=premises&premises=rented")
    assert answer.status_code == 302
    assert answer["Location"] == f"{BASE}?shareholder_kind=person&premises=rented"
    assert "公司设监事吗" in client.get(answer["Location"]).content.decode()


def test_a_question_that_does_not_matter_is_never_asked(client: Client) -> None:
    to_invoices = ALL.partition("&invoices=")[0]
    without = client.get(f"{BASE}{to_invoices}&invoices=no").content.decode()
    assert "委托别人代办吗" in without
    assert "后面最多还有" not in without


def test_nothing_chosen_is_said_in_words(client: Client) -> None:
    answer = client.get(f"{BASE}?asked=shareholder_kind")
    assert answer.status_code == 422
    assert "请选择一个答案" in answer.content.decode()


def test_a_bad_value_in_a_kept_address_is_said_in_words_and_the_rest_stays(client: Client) -> None:
    answer = client.get(f"{BASE}?shareholder_kind=person&premises=castle")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“castle”不是这个问题的答案" in page
    assert 'name="shareholder_kind" value="person"' in page


@pytest.mark.parametrize("page", ["check/", "list/", "notice.pdf", "what-if/"])
def test_a_page_that_needs_all_answers_asks_the_open_question_first(
    client: Client, page: str
) -> None:
    answer = client.get(f"{BASE}{page}?premises=rented")
    assert answer.status_code == 302
    assert answer["Location"] == f"{BASE}?premises=rented"


def test_no_box_ticked_is_an_answer(client: Client) -> None:
    answer = client.get(f"{BASE}?shareholder_kind=person&asked=extra_seals")
    assert answer["Location"] == f"{BASE}?shareholder_kind=person&extra_seals="


def test_all_answers_are_checked_before_the_list(client: Client) -> None:
    answer = client.get(f"{BASE}{ALL}")
    assert answer["Location"] == f"{BASE}check/{ALL}"
    page = client.get(answer["Location"]).content.decode()
    assert "财务专用章、发票专用章" in page
    assert f"{BASE}q/premises/{ALL}".replace("&", "&amp;") in page


def test_a_changed_answer_drops_what_no_longer_matters(client: Client) -> None:
    sent = ALL.replace("&invoices=yes", "") + "&asked=invoices&invoices=no"
    answer = client.get(f"{BASE}{sent}")
    assert "special_invoices" not in answer["Location"]


def test_the_list_tells_items_materials_dates_cost_and_where_to_go(client: Client) -> None:
    page = client.get(f"{BASE}list/{ALL}").content.decode()
    for sentence in ("公司设立登记", "公司章程", "从前和现在", "您一分钱不用付", "办公时间"):
        assert sentence in page
    assert "员工参保登记" not in page
    assert "login/?next=%2Fbundles" in page


def test_an_address_full_of_nonsense_is_no_error(client: Client) -> None:
    nonsense = "?asked=%F0%9F%90%8E&premises=a&premises=b&from=timeline&extra_seals=x-y"
    assert client.get(f"{BASE}{nonsense}").status_code == 422
    assert client.get(f"{BASE}q/nothing_here/").status_code == 404
    assert client.get(BASE.replace(DIVISION, "000000000000")).status_code == 404
