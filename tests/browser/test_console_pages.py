"""Every console page in a real browser: pictures, nothing for axe to find, all by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.browser import console_pages
from tests.browser.console_pages import Page
from tests.browser.scanner import scan
from tests.browser.test_accessibility import AXE, COLOURS, LOOKING, end, said
from tests.cases import load_library
from tests.console.stage import Role, Stage

LARGE, SMALL = (1440, 900), (1280, 720)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Hall:
    stage: Stage
    pages: list[Page]
    cookies: dict[Role, list[dict[str, str]]]


@pytest.fixture(scope="module")
def hall(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Hall]:
    """Cases the server of this module can see; made in a thread, as the browser holds this one."""
    folder = tmp_path_factory.mktemp("console")
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


def begin() -> Hall:
    load_library()
    stage = console_pages.set_up()
    morning = console_pages.a_morning(stage)
    pages = list(console_pages.pages(stage, morning))
    made = Hall(stage, pages, console_pages.sessions(stage, morning.floor))
    connection.close()
    return made


@pytest.fixture(scope="module")
def server(hall: Hall) -> Iterator[LiveServer]:
    served = LiveServer("127.0.0.1")
    with served._live_server_modified_settings:
        yield served
    served.stop()


@pytest.fixture
def tabs(browser: Browser, server: LiveServer, hall: Hall) -> Iterator[dict[Role, Tab]]:
    """One tab for each officer."""
    contexts: dict[Role, BrowserContext] = {}
    for who, cookies in hall.cookies.items():
        context = browser.new_context(
            base_url=server.url,
            locale="zh-CN",
            reduced_motion="reduce",
            viewport={"width": LARGE[0], "height": LARGE[1]},
        )
        context.add_init_script(AXE)
        context.add_init_script(LOOKING)
        context.add_cookies([{**one, "url": server.url} for one in cookies])  # type: ignore[list-item]
        contexts[who] = context
    yield {who: context.new_page() for who, context in contexts.items()}
    for context in contexts.values():
        context.close()


def reach(tab: Tab, page: Page) -> None:
    tab.goto(page.address)
    if page.typed:
        tab.locator("#find-q").fill(page.typed)
        with tab.expect_navigation():
            tab.locator("#find-q").press("Enter")
    for number in range(page.ticks):
        tab.locator("input[name=point]").nth(number).check()
    for name in page.pressed:
        with tab.expect_navigation():
            tab.get_by_role("button", name=name).first.click()


def photograph(tab: Tab, folder: Path, name: str, screen: tuple[int, int] | None = None) -> None:
    """What is seen without scrolling on the small screen, and the whole page on the large one."""
    for size, whole in ((screen, True),) if screen else ((SMALL, False), (LARGE, True)):
        tab.set_viewport_size({"width": size[0], "height": size[1]})
        path = folder / f"console-{size[0]}" / f"{name.replace('/', '-')}.png"
        tab.screenshot(path=path, full_page=whole)


def look(tab: Tab) -> list[str]:
    """Axe in light and dark, one heading, one main, focus that can be seen, nothing too wide."""
    tab.evaluate("looking.open_all()")
    wrong = list(tab.evaluate("looking.basics('zh-Hans')"))
    wrong += said(tab, "light", "looking.axe()")
    tab.evaluate("document.documentElement.classList.add('dark')")
    wrong += said(tab, "dark", "looking.axe(only)", only=COLOURS)
    tab.evaluate("document.documentElement.classList.remove('dark')")
    tab.keyboard.press("Tab")
    wrong += said(tab, "keyboard", "looking.focus()")
    wide, width = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return wrong + ([f"{wide} wide at {width}"] if wide > width else [])


def test_no_page_has_anything_wrong_with_it(
    hall: Hall, tabs: dict[Role, Tab], pictures: Path
) -> None:
    wrong: list[str] = []
    for number, page in enumerate(hall.pages, 1):
        tab = tabs[page.who]
        print(page)  # noqa: T201 - shown when it fails
        reach(tab, page)
        photograph(tab, pictures, f"{number:02d}-{page.name}", page.screen)
        wrong += [f"{page}: {what}" for what in look(tab)]
    assert wrong == [], "\n".join(wrong)


def test_the_desk_is_worked_by_keyboard_and_scanner(hall: Hall, tabs: dict[Role, Tab]) -> None:
    tab, number = tabs[Role.CLERK], str(hall.stage.filed.number)
    tab.goto("/console/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "c-skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"

    tab.keyboard.press("j")
    first = tab.evaluate("document.activeElement.textContent")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.textContent") != first
    tab.keyboard.press("k")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert first in tab.url

    with tab.expect_navigation():
        tab.keyboard.type("gr")
    assert tab.url.endswith("/queues/results/")
    tab.keyboard.press("?")
    assert tab.locator("#shortcuts").is_visible()
    tab.get_by_label("使用单键快捷键").uncheck()
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") != "find-q"
    tab.evaluate("localStorage.removeItem('console-keys')")
    tab.reload()
    tab.keyboard.press("/")
    tab.keyboard.type("gr j")  # a field keeps what is typed into it
    assert tab.locator("#find-q").input_value() == "gr j"

    tab.goto("/console/queues/closed/")
    with tab.expect_navigation():
        scan(tab, number)
    assert tab.url.endswith(f"/cases/{number}/")
