"""A session ends while a clerk types: what is typed afterwards is kept too, or they are warned."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Playwright, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from bundles.casework.models import Submission
from tests import cases
from tests.browser.conftest import FLAGS
from tests.console.intake.counter import begun, page
from tests.console.seats import ULGAI, Seat, account, sign_in

POSTS = "**/console/intake/*/form/**"
WARNS = """warned => warned !== dispatchEvent(new Event("beforeunload", { cancelable: true }))"""
ROWS = '[data-part="shareholders"] form.i-sheet'


def is_kept(sent: Request) -> bool:
    return sent.method == "POST" and "/form/" in sent.url


class Desk:
    """One window; ``typed`` leaves the field and waits until the server has answered."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.context, self.base, self.page = context, base, context.pages[0]
        self.takes_seat(Seat().client)

    def takes_seat(self, client: Client) -> None:
        session = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.base}])

    def opens(self, draft: Submission) -> Page:
        self.page.goto(f"{self.base}/console/{page(draft)}")
        self.page.wait_for_selector(".i-lively")
        return self.page

    def typed(self, block: str, name: str, text: str, row: int = 0) -> None:
        self.types(block, name, text, row)
        with self.page.expect_request_finished(is_kept):
            self.page.keyboard.press("Tab")

    def types(self, block: str, name: str, text: str, row: int = 0) -> None:
        form = self.page.locator(f'[data-part="{block}"] form.i-sheet').nth(row)
        form.locator(f'[name="{name}"]').press_sequentially(text)

    def leaves_for_the_sign_in(self) -> None:
        """The button goes down, what was still open is sent, and only then it comes up again."""
        self.page.get_by_role("link", name="重新登录").hover()
        with self.page.expect_request_finished(is_kept):
            self.page.mouse.down()
        with self.page.expect_navigation(url="**/console/login/**"):
            self.page.mouse.up()

    def signs_in_again(self) -> None:
        """With the session this browser has by now, as the sign-in page does."""
        cookies = {one.get("name"): one.get("value") for one in self.context.cookies()}
        client = Client()
        client.cookies["sessionid"] = str(cookies["sessionid"])
        sign_in(client, account(ULGAI))
        self.takes_seat(client)


@pytest.fixture
def desk(
    playwright: Playwright,
    chromium: str,
    live_server: LiveServer,
    tmp_path_factory: pytest.TempPathFactory,
    library: None,
) -> Iterator[Desk]:
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium,
        args=FLAGS,
        locale="zh-CN",
        viewport={"width": 1440, "height": 900},
    )
    context.set_default_timeout(20_000)
    yield Desk(context, live_server.url)
    context.close()


def test_everything_typed_after_the_session_has_ended_is_there_again(desk: Desk) -> None:
    draft = begun(Seat())
    shown = desk.opens(draft)
    desk.typed("shareholders", "name", "李四")
    with shown.expect_request_finished(is_kept):
        shown.locator('[data-more][value="shareholders"]').click()
    expect(shown.locator(ROWS)).to_have_count(2)

    desk.context.clear_cookies(name="sessionid")
    desk.typed("company_name", "trade_name", "草原晨光")
    expect(shown.locator("[data-status]")).to_contain_text("登录已过期，填写的内容没有丢")
    desk.typed("shareholders", "phone", "13947954321", row=0)
    desk.typed("shareholders", "name", "王五", row=1)
    desk.types("capital", "amount", "520000")
    desk.leaves_for_the_sign_in()

    desk.signs_in_again()
    desk.opens(draft)
    expect(shown.get_by_text("没有丢失")).to_be_visible()
    blocks = cases.fresh(draft).answers["blocks"]
    assert blocks["company_name"]["trade_name"] == "草原晨光"
    assert blocks["capital"]["amount"] == "520000.00"
    first, second = blocks["shareholders"]
    assert (first["name"], first["phone"]) == ("李四", "13947954321")
    assert second["name"] == "王五"


def test_who_would_lose_something_by_leaving_is_warned(desk: Desk) -> None:
    shown = desk.opens(begun(Seat()))
    desk.context.clear_cookies(name="sessionid")
    desk.typed("company_name", "trade_name", "草原晨光")
    status = shown.locator("[data-status]")
    expect(status).to_contain_text("没有丢")
    shown.wait_for_function(WARNS, arg=False)

    def full(route: Route) -> None:
        route.fulfill(status=401, json={"sign_in": "/console/login/", "kept": False})

    desk.context.route(POSTS, full)
    desk.typed("capital", "amount", "5")
    expect(status).to_contain_text("没能存下来")
    shown.wait_for_function(WARNS, arg=True)

    desk.context.unroute(POSTS, full)
    desk.typed("capital", "amount", "2")
    expect(status).to_contain_text("没有丢")
    shown.wait_for_function(WARNS, arg=False)

    desk.context.route(POSTS, lambda route: route.abort())
    desk.types("capital", "amount", "0")
    with shown.expect_event("requestfailed"):
        shown.keyboard.press("Tab")
    expect(status).to_contain_text("网络不通")
    shown.wait_for_function(WARNS, arg=True)
