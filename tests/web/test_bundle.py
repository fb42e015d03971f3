import pytest
from django.test import Client

from tests.web.company import BUNDLE, DIVISION

pytestmark = pytest.mark.usefixtures("library")
ADDRESS = f"/bundles/{DIVISION}/{BUNDLE}/"


def test_the_front_page_lists_bundles_by_division(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "乌拉盖管理区" in page
    assert ADDRESS in page


def test_an_unknown_division_shows_everything_and_is_no_error(client: Client) -> None:
    assert client.get("/?division=nowhere").status_code == 200


def test_the_page_says_who_decides_how_long_what_it_costs_and_who_pays(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    for sentence in (
        "乌拉盖管理区市场监督管理局",
        "0.5个工作日",
        "650.00 元",
        "申请人不付",
        "公司章程",
    ):
        assert sentence in page


def test_the_figures_are_those_of_the_plan(client: Client) -> None:
    context = client.get(ADDRESS).context
    shown = {figure["key"]: (figure["was"], figure["now"]) for figure in context["figures"]}
    plan = context["plan"]
    assert shown["departments"] == ("6", "1")
    assert shown["materials"] == (str(plan.before.materials), str(plan.after.materials))


def test_in_english_no_chinese_bundle_text_is_left(client: Client) -> None:
    page = client.get(ADDRESS, headers={"accept-language": "en"}).content.decode()
    assert "Opening a company" in page
    assert "企业开办" not in page


def test_an_unknown_bundle_is_404_in_words(client: Client) -> None:
    answer = client.get(f"/bundles/{DIVISION}/nothing-here/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_a_stranger_is_led_to_sign_in_and_back(client: Client) -> None:
    assert f"/accounts/login/?next={ADDRESS}" in client.get(ADDRESS).content.decode()


def test_posting_to_it_is_not_allowed(client: Client) -> None:
    assert client.post(ADDRESS).status_code == 405


def test_no_script_of_ours_or_anybodys_may_run_inline(client: Client) -> None:
    policy = client.get(ADDRESS)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
