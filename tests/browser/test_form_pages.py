"""Pages of the form in a real browser: they save themselves, and lose nothing to a broken line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Request,
    Route,
    expect,
)

from bundles.casework.models import Submission
from tests.accounts.people import applicant_user
from tests.browser.conftest import FLAGS
from tests.web.company import QUESTIONS, WANG, begin

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def his(transactional_db: None, library: None, settings: Any, tmp_path: Path) -> Client:
    client = Client()
    client.force_login(applicant_user())
    return client


@pytest.fixture
def case(his: Client) -> str:
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    return case


@pytest.fixture
def context(browser: Browser, live_server: Any, his: Client) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 375, "height": 812}
    )
    cookie = his.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def answers() -> dict[str, Any]:
    return Submission.objects.get().answers


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(re.compile(r"已保存 \d\d:\d\d"), timeout=15000)


def test_a_page_saves_itself_and_says_what_is_wrong_once_a_field_is_left(
    page: Page, case: str
) -> None:
    page.goto(f"{case}form/legal_representative/")
    number = page.locator("[name=id_number]")
    number.fill("15253119900307")
    page.locator("[name=phone]").focus()
    expect(page.locator("#f-id_number-error")).to_contain_text("应为18位", timeout=15000)
    assert number.get_attribute("aria-invalid") == "true"
    number.fill(WANG["id_number"])
    expect(page.locator("#f-id_number-note")).to_have_text("1990年3月7日出生，男", timeout=15000)
    expect(page.locator("#f-id_number-error")).to_be_empty()
    saved(page)
    assert answers()["blocks"]["legal_representative"]["id_number"] == WANG["id_number"]


def test_a_broken_line_is_told_and_caught_up_with(
    page: Page, context: BrowserContext, case: str
) -> None:
    page.goto(f"{case}form/capital/")
    context.set_offline(True)
    page.locator("[name=amount]").fill("100万")
    expect(page.locator("#saved")).to_contain_text("网络不通", timeout=15000)
    context.set_offline(False)
    saved(page)
    assert answers()["blocks"]["capital"] == {"amount": "1000000.00"}


def test_two_tabs_of_one_page_keep_both_and_tell_it(context: BrowserContext, case: str) -> None:
    first, second = context.new_page(), context.new_page()
    for tab in (first, second):
        tab.goto(f"{case}form/liaison/")
    first.locator("[name=name]").fill("李娜")
    first.locator("[name=name]").blur()
    saved(first)
    second.locator("[name=email]").fill("a@example.cn")
    second.locator("[name=email]").blur()
    expect(second.locator("#saved")).to_contain_text(
        "刚刚在另一个页面或设备上改过：姓名", timeout=15000
    )
    expect(second.locator("[name=name]")).to_have_value("李娜")
    liaison = answers()["blocks"]["liaison"]
    assert (liaison["name"], liaison["email"]) == ("李娜", "a@example.cn")


def test_a_double_click_on_a_new_row_makes_one_row_and_goes_on(page: Page, case: str) -> None:
    page.goto(f"{case}form/shareholders/add/")
    page.locator("[name=name]").fill(WANG["name"])
    page.locator("[name=id_number]").fill(WANG["id_number"])
    page.locator("[name=phone]").fill(WANG["phone"])
    with page.expect_navigation():
        page.locator('button[name="then"][value="on"]').dblclick()
    page.wait_for_url(re.compile("/shareholders/0/share/"))
    assert len(answers()["blocks"]["shareholders"]) == 1
    page.go_back()
    expect(page.locator("[name=name]")).to_have_value(WANG["name"])


def test_the_keyboard_alone_answers_a_question_and_goes_on(page: Page, case: str) -> None:
    page.goto(f"{case}form/questions/premises/")
    page.locator('[name="premises"]').first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert answers()["questions"]["premises"] == "lent"


def test_a_choice_shows_what_hangs_on_it_without_leaving_the_page(page: Page, case: str) -> None:
    page.goto(f"{case}form/company_type/term/")
    page.get_by_label("有限期").check(force=True)
    expect(page.locator("[name=until]")).to_be_visible(timeout=15000)
    saved(page)
    assert answers()["blocks"]["company_type"]["term"] == "limited"


@pytest.fixture
def late(page: Page) -> list[Route]:
    """The first question for other controls, kept under way until the test lets it go on."""
    held: list[Route] = []

    def on_its_way(route: Route) -> None:
        if asks_for_controls(route.request) and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/form/**", on_its_way)
    return held


def asks_for_controls(request: Request) -> bool:
    return "then=look" in (request.post_data or "")


def under_way(page: Page) -> None:
    expect(page.locator(".htmx-request")).to_have_count(1)


def test_the_last_choice_counts_however_late_an_answer_to_an_earlier_one_comes(
    page: Page, case: str, late: list[Route]
) -> None:
    page.goto(f"{case}form/company_type/term/")
    page.get_by_label("有限期").check(force=True)
    under_way(page)
    with page.expect_response(lambda answer: asks_for_controls(answer.request)):
        page.get_by_label("长期").check(force=True)
    late[0].continue_()
    saved(page)
    page.wait_for_timeout(1000)  # what comes late would be here by now
    assert page.get_by_label("长期").is_checked()
    assert page.locator("[name=until]").count() == 0
    assert answers()["blocks"]["company_type"]["term"] == "open_ended"


def test_what_is_typed_while_other_controls_are_drawn_stays(
    page: Page, case: str, late: list[Route]
) -> None:
    page.goto(f"{case}form/registered_address/")
    page.locator("select[name=division]").select_option(label="乌拉盖牧场")
    under_way(page)
    page.locator("[name=address]").press_sequentially("振兴路108号")
    with page.expect_response(lambda answer: asks_for_controls(answer.request)):
        late[0].continue_()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    page.locator("[name=address]").press_sequentially("院内")
    saved(page)
    expect(page.locator("[name=address]")).to_have_value("振兴路108号院内")
    page.reload()
    expect(page.locator("[name=address]")).to_have_value("振兴路108号院内")


def test_no_word_that_is_being_composed_is_torn(
    page: Page, context: BrowserContext, case: str, late: list[Route]
) -> None:
    page.goto(f"{case}form/registered_address/")
    page.locator("select[name=division]").select_option(label="巴彦胡硕镇")
    page.evaluate("document.querySelector('[name=address]').classList.add('drawn-before')")
    under_way(page)
    page.locator("[name=address]").focus()
    hand = context.new_cdp_session(page)
    hand.send(
        "Input.imeSetComposition", {"text": "zhenxing", "selectionStart": 8, "selectionEnd": 8}
    )
    with page.expect_response(lambda answer: asks_for_controls(answer.request)):
        late[0].continue_()
    page.wait_for_timeout(300)  # long enough to have been drawn
    assert page.evaluate("document.activeElement.value") == "zhenxing"
    with page.expect_response(lambda answer: asks_for_controls(answer.request)):
        hand.send("Input.insertText", {"text": "振兴"})
    expect(page.locator(".drawn-before")).to_have_count(0)
    expect(page.locator("[name=address]")).to_have_value("振兴")
    expect(page.locator("[name=address]")).to_be_focused()
