"""The page of a case brings its own news: ``static/standing.js`` before a server that can fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from portal.local.places import CHECKOUT
from tests.browser.conftest import FLAGS

PAGE = """<!doctype html><meta charset="utf-8"><script src="/standing.js" defer></script>
<p id="standing-told" role="status"></p>
<div id="standing" data-from="/standing/" data-mark='"1"'>{text}</div>"""
TEXT = """<h2 id="standing-where">{where}</h2><details><summary>how</summary>so</details>
<button>take back</button>"""


@dataclass
class Case:
    """What the server knows: ``mark`` changes with ``where``; ``over`` and ``down`` as they say."""

    where: str = "at the window"
    mark: str = '"1"'
    over: bool = False
    down: bool = False
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def served() -> Iterator[tuple[Case, str]]:
    case = Case()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/standing.js":
                script = (CHECKOUT / "static" / "standing.js").read_bytes()
                return self.say(200, script, "text/javascript")
            if self.path != "/standing/":
                return self.say(200, PAGE.format(text=TEXT.format(where=case.where)).encode())
            case.asked.append(self.headers.get("If-None-Match", ""))
            if case.down:
                return self.say(503, b"")
            same = self.headers.get("If-None-Match") == case.mark
            return self.say(304 if same else 200, TEXT.format(where=case.where).encode())

        def say(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("ETag", case.mark)
            if case.over:
                self.send_header("X-Case", "over")
            body = b"" if status == 304 else body
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield case, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(playwright: Playwright, chromium: str, served: tuple[Case, str]) -> Iterator[Page]:
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    context: BrowserContext = browser.new_context()
    shown = context.new_page()
    shown.clock.install()
    shown.goto(served[1])
    yield shown
    browser.close()


def half_a_minute(page: Page) -> None:
    page.clock.run_for(31_000)
    page.wait_for_timeout(800)


def where(page: Page) -> str | None:
    return page.locator("#standing-where").text_content()


def test_news_come_by_themselves_and_are_read_out(page: Page, served: tuple[Case, str]) -> None:
    case, _address = served
    half_a_minute(page)
    assert case.asked == ['"1"']
    page.locator("summary").click()
    page.locator("body").click(position={"x": 1, "y": 1})
    page.evaluate("document.activeElement.blur()")
    case.where, case.mark = "accepted", '"2"'
    half_a_minute(page)
    expect(page.locator("#standing-where")).to_have_text("accepted")
    assert page.locator("#standing-told").text_content() == "accepted"
    assert page.locator("details").get_attribute("open") is not None
    half_a_minute(page)
    assert case.asked == ['"1"', '"1"', '"2"']


def test_nothing_is_taken_from_under_somebodys_finger(page: Page, served: tuple[Case, str]) -> None:
    case, _address = served
    page.locator("button").focus()
    case.where, case.mark = "accepted", '"2"'
    half_a_minute(page)
    assert where(page) == "at the window"
    page.evaluate("document.activeElement.blur()")
    half_a_minute(page)
    expect(page.locator("#standing-where")).to_have_text("accepted")


def test_a_case_that_is_over_is_not_asked_about_again(page: Page, served: tuple[Case, str]) -> None:
    case, _address = served
    case.where, case.mark, case.over = "done", '"2"', True
    half_a_minute(page)
    expect(page.locator("#standing-where")).to_have_text("done")
    half_a_minute(page)
    half_a_minute(page)
    assert len(case.asked) == 1


def test_a_server_that_is_away_is_asked_less_and_less_often(
    page: Page, served: tuple[Case, str]
) -> None:
    case, _address = served
    case.down = True
    for _half in range(4):
        half_a_minute(page)
    assert len(case.asked) == 2
    case.down, case.where, case.mark = False, "accepted", '"2"'
    for _half in range(6):
        half_a_minute(page)
    expect(page.locator("#standing-where")).to_have_text("accepted")
