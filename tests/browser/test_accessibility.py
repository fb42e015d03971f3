"""Acceptance: no finding on any applicant page, whatever the mode, the width and the magnification.

One browser visits every page once. Widths, colours and elder mode are switched in place: elder mode
is one attribute (a test below proves that the server sends just that), dark mode is a media query.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from bundles.catalogue import versions
from tests.browser import applicant_pages
from tests.cases import load_library
from tests.web.stage import Role, set_up

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
LOOKING = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")
PHONE, DESK, REFLOW = 375, 1440, 320
COLOURS = ["color-contrast", "link-in-text-block"]
TALLEST = 5000
pytestmark = pytest.mark.django_db  # what the server sees is committed before, by ``visit``
ERROR_PAGES = ("400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html")


@pytest.fixture(scope="module")
def visit(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visit]:
    """People and cases that the server of this module can see; gone when it is done.

    They are made in a thread of their own: signing a paper needs an event loop, and the browser's
    is already running in this one.
    """
    folder = tmp_path_factory.mktemp("accessibility")
    vault = {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": folder / "vault"}}
    storages = {**settings.STORAGES, "vault": vault}
    with (
        django_db_blocker.unblock(),
        override_settings(SIGNING_DIR=folder / "signing", STORAGES=storages),
        ThreadPoolExecutor(1) as thread,
    ):
        yield thread.submit(begin).result()
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        connection.close()
        thread.submit(end).result()


@dataclass(frozen=True)
class Visit:
    pages: list[applicant_pages.Page]
    cookies: dict[Role, list[dict[str, str]]]


def begin() -> Visit:
    load_library()
    stage = set_up()
    made = Visit(list(applicant_pages.pages(stage)), applicant_pages.sessions(stage))
    connection.close()
    return made


def end() -> None:
    """As every other test finds it: the library, nothing else, and nobody still in there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    call_command("flush", verbosity=0, interactive=False, allow_cascade=True)
    versions.forget()
    load_library()
    connection.close()


@pytest.fixture(scope="module")
def server(visit: Visit) -> Iterator[LiveServer]:
    served = LiveServer("127.0.0.1")
    with served._live_server_modified_settings:
        yield served
    served.stop()


@pytest.fixture(scope="module")
def contexts(
    browser: Browser, server: LiveServer, visit: Visit
) -> Iterator[dict[Role, BrowserContext]]:
    opened = {}
    for role, cookies in visit.cookies.items():
        context = browser.new_context(base_url=server.url, locale="zh-CN", reduced_motion="reduce")
        context.add_init_script(AXE)
        context.add_init_script(LOOKING)
        for cookie in cookies:
            context.add_cookies([{**cookie, "url": server.url}])  # type: ignore[list-item]
        opened[role] = context
    yield opened
    for context in opened.values():
        context.close()


def look(page: Page, *, brief: bool = False) -> list[str]:
    """Everything that is wrong with the page that is open, in every mode and width."""
    page.evaluate("looking.open_all()")
    wrong = list(page.evaluate("looking.basics('zh-Hans')"))
    for elder in (False,) if brief else (False, True):
        page.evaluate("on => looking.elder(on)", elder)
        mode = "elder" if elder else "normal"
        resize(page, REFLOW)
        wrong += said(page, f"{mode} at {REFLOW}", "looking.width()")
        resize(page, PHONE)
        wrong += said(page, f"{mode} at {PHONE}", "looking.width()")
        wrong += said(page, f"{mode} at {PHONE}", "looking.targets()")
        wrong += said(page, f"{mode} at {PHONE}", "looking.axe()")
        page.emulate_media(color_scheme="dark")
        wrong += said(page, f"{mode}, dark, at {PHONE}", "looking.axe(only)", only=COLOURS)
        if not brief:
            resize(page, DESK)
            wrong += said(page, f"{mode}, dark, at {DESK}", "looking.axe(only)", only=COLOURS)
            page.emulate_media(color_scheme="light")
            wrong += said(page, f"{mode} at {DESK}", "looking.axe()")
        page.emulate_media(color_scheme="light")
    page.evaluate("looking.elder(false)")
    page.keyboard.press("Tab")
    return wrong + said(page, "keyboard", "looking.focus()")


def send_empty(page: Page) -> None:
    """The form of the page as it came, by its own button."""
    page.reload()
    button = page.locator("main form[method=post] button:not([type=button])").locator(
        "visible=true"
    )
    assert button.count(), f"{page.url} has no button to send it with"
    with page.expect_navigation():
        button.first.click()


def said(page: Page, where: str, question: str, only: list[str] | None = None) -> list[str]:
    found: Any = page.evaluate(f"only => {question}", only)
    return [f"{where}: {one}" for one in found]


def resize(page: Page, width: int) -> None:
    """So tall that hardly anything has to be scrolled to."""
    page.set_viewport_size({"width": width, "height": 800})
    tall = min(TALLEST, max(800, int(page.evaluate("looking.height()"))))
    page.set_viewport_size({"width": width, "height": tall})


def test_no_page_has_anything_wrong_with_it(
    visit: Visit, contexts: dict[Role, BrowserContext]
) -> None:
    wrong: list[str] = []
    opened = {role: context.new_page() for role, context in contexts.items()}
    for one in visit.pages:
        page = opened[one.role]
        print(one)  # noqa: T201 - shown when it fails
        page.goto(one.address)
        wrong += [f"{one}: {what}" for what in look(page, brief=one.brief)]
        if one.send:
            send_empty(page)
            wrong += [f"{one}, sent empty: {what}" for what in look(page, brief=True)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_the_pages_of_errors_are_as_good(name: str, contexts: dict[Role, BrowserContext]) -> None:
    request = None if name == "500.html" else RequestFactory().get("/somewhere/")
    html = render_to_string(name, request=request)
    page = contexts[Role.ANONYMOUS].new_page()
    page.route("**/somewhere/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/somewhere/")
    assert look(page) == []


def test_elder_mode_is_one_attribute_and_is_remembered(
    contexts: dict[Role, BrowserContext],
) -> None:
    page = contexts[Role.STRANGER].new_page()
    page.goto("/search/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # after the way to the text, the switch is the first thing
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/search/")
    page.goto("/")
    assert page.locator("html").get_attribute("data-size") == "large"
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 20
    assert page.locator(".steps").is_hidden()  # the simple version
    with page.expect_navigation():
        page.get_by_role("button", name="标准版").click()
    assert page.locator("html").get_attribute("data-size") is None


def test_the_first_stop_of_the_keyboard_leads_to_the_text(
    contexts: dict[Role, BrowserContext],
) -> None:
    page = contexts[Role.ANONYMOUS].new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"


def test_suggestions_are_walked_by_keyboard_and_never_hold_anybody(
    contexts: dict[Role, BrowserContext],
) -> None:
    page = contexts[Role.ANONYMOUS].new_page()
    page.goto("/search/")
    page.locator("#q").press_sequentially("gongsi")
    page.locator("#suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#suggestions') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.locator("#suggestions a").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gongsi*")
    assert "公司设立登记" in page.locator("main").inner_text()
