"""The service worker in a browser: what is kept for reading without a line, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.sync_api import BrowserContext, Page

from portal.web.views.installed import _worker
from tests.browser.conftest import at_the_door

FIRST, SECOND = (f"/cases/7a0f9b52-8f3c-4f5e-9d4e-0d5f3f1c2b3{n}/" for n in "ab")
LINKS = f'<a href="{FIRST}">1</a><a href="{SECOND}">2</a><a href="/cases/elsewhere/">3</a>'
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{path}</title>
<main id="main"><h1>{path} of {account}</h1>{links}<form method="post" action="/accounts/logout/">
<button>out</button></form><form method="post" action="/form/"><button>send</button></form></main>
<script src="/register.js"></script></html>"""
REGISTER = "navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })"


@dataclass
class Site:
    """A portal of a few pages; ``account`` is whoever is signed in, ``-`` nobody."""

    account: str = "a" * 16
    worker: str = field(default_factory=_worker)
    language: str = "zh-Hans"
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> tuple[str, str]:
        if path == "/sw.js":
            return "text/javascript", self.worker
        if path == "/register.js":
            return "text/javascript", REGISTER
        if path == "/offline/":
            return "text/html", "<!doctype html><meta charset=utf-8><h1>no line</h1>"
        if path.startswith("/static/"):
            return "text/css", "h1 { color: black }"
        links = LINKS if path == "/cases/" else ""
        page = PAGE.format(path=path, account=self.account, links=links, language=self.language)
        return "text/html; charset=utf-8", page


@pytest.fixture
def site() -> Iterator[tuple[Site, str]]:
    told = Site()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            kind, text = told.answer(self.path)
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            if kind.startswith("text/html") and self.path != "/offline/":
                self.send_header("Account-Mark", told.account)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/accounts/logout/":
                told.account = "-"
            self.send_response(302)
            self.send_header("Location", "/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to tell."""

    with at_the_door(Door) as base:
        yield told, base


def installed(context: BrowserContext, base: str) -> Page:
    """A page with the worker in charge."""
    page = context.pages[0]
    page.goto(base)
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        if (name.startsWith("mine-"))
            for (const one of await (await caches.open(name)).keys())
                found.push(`${name} ${new URL(one.url).pathname}`);
    return found.sort();
}"""


def kept(page: Page) -> list[str]:
    return list(page.evaluate(KEPT))


def shells(page: Page) -> list[str]:
    return [name for name in page.evaluate("caches.keys()") if name.startswith("shell-")]


def until(page: Page, wanted: int) -> None:
    """Wait until so many pages are kept: the worker goes on after the page is there."""
    for _ in range(80):
        if len(kept(page)) == wanted:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"kept {kept(page)} instead of {wanted}")


def with_list_kept(context: BrowserContext, told: Site, base: str) -> Page:
    page = installed(context, base)
    page.goto(f"{base}/cases/")
    until(page, 3)
    return page


def test_my_list_and_the_pages_of_my_cases_are_readable_without_a_line(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    page = with_list_kept(context, told, base)
    context.set_offline(True)
    for path in ("/cases/", FIRST, SECOND):
        page.goto(f"{base}{path}")
        assert f"{path} of {told.account}" in page.inner_text("h1")
        assert "没有网络" in page.inner_text("[role=status]")


def test_an_english_page_says_so_in_english(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    told.language = "en"
    page = with_list_kept(context, told, base)
    context.set_offline(True)
    page.goto(f"{base}{FIRST}")
    notice = page.inner_text("[role=status]")
    assert "{at}" not in notice
    assert notice.isascii() or "\u202f" in notice


def test_every_other_page_tells_what_is_possible(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    page = with_list_kept(context, told, base)
    page.goto(f"{base}/mine/")
    context.set_offline(True)
    for path in ("/mine/", f"{FIRST}form/", "/cases/?page=2"):
        answer = page.goto(f"{base}{path}")
        assert answer is not None
        assert (answer.status, page.inner_text("h1")) == (503, "no line")
    assert not any("/mine/" in one for one in kept(page))


def test_a_form_sent_without_a_line_ends_on_the_same_page(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    _told, base = site
    page = installed(context, base)
    context.set_offline(True)
    page.click("text=send")
    page.wait_for_function("document.querySelector('h1').innerText === 'no line'")


def test_signing_out_wipes_everything_of_mine(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    page = with_list_kept(context, told, base)
    page.click("text=out")
    page.wait_for_url(f"{base}/")
    until(page, 0)
    context.set_offline(True)
    page.goto(f"{base}/cases/")
    assert page.inner_text("h1") == "no line"


def test_another_account_sees_nothing_of_mine(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    page = with_list_kept(context, told, base)
    told.account = "b" * 16
    page.goto(f"{base}{FIRST}")
    until(page, 1)
    assert kept(page) == [f"mine-{'b' * 16} {FIRST}"]
    context.set_offline(True)
    page.goto(f"{base}{SECOND}")
    assert page.inner_text("h1") == "no line"


def test_an_expired_session_wipes_it_with_the_next_page(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    page = with_list_kept(context, told, base)
    told.account = "-"
    page.goto(f"{base}/accounts/login/")
    until(page, 0)


def test_with_a_line_nobody_is_shown_an_old_page(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    page = with_list_kept(context, told, base)
    told.asked.clear()
    page.goto(f"{base}/cases/")
    assert "/cases/" in told.asked
    assert page.locator("[role=status]").count() == 0


def test_a_new_version_takes_over_and_leaves_no_old_shell(
    context: BrowserContext, site: tuple[Site, str]
) -> None:
    told, base = site
    page = installed(context, base)
    before = shells(page)
    told.worker = told.worker.replace('"VERSION": "', '"VERSION": "new')
    page.goto(base)
    for _ in range(80):
        if any(name.startswith("shell-new") for name in shells(page)) and len(shells(page)) == 1:
            break
        page.wait_for_timeout(50)
    assert len(shells(page)) == 1
    assert shells(page) != before
