"""A step that fails says which one it was, where, and what came back."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal.demo.browsing import Browser
from portal.demo.department import Department
from portal.demo.exceptions import DemoFailed, StepFailed
from portal.demo.telling import Story

PAGE = """<!doctype html><h1>公司名称</h1>
<div class="error-summary" role="alert">有内容需要修改</div>
<form method="post"><input name="name"></form>"""


class Stubborn(BaseHTTPRequestHandler):
    """Shows a form and takes none."""

    def do_GET(self) -> None:
        self.answer(200, PAGE, "text/html; charset=utf-8")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(422, PAGE, "text/html; charset=utf-8")

    def answer(self, status: int, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nobody listens."""


@pytest.fixture
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stubborn)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def browser(base: str) -> Iterator[Browser]:
    browser = Browser(base, waiting=lambda: None)
    browser.step = "fill in the page company_name"
    yield browser
    browser.close()


def test_a_refused_form_is_told_with_the_pages_own_complaint(browser: Browser, base: str):
    page = browser.open("/form/")
    with pytest.raises(StepFailed) as failed:
        page.submit(page.form(having="name"))
    said = str(failed.value)
    assert said.startswith("fill in the page company_name")
    assert f"{base}/form/" in said
    assert "422" in said
    assert "有内容需要修改" in said


def test_a_control_the_page_does_not_have_is_named(browser: Browser):
    page = browser.open("/form/")
    with pytest.raises(StepFailed, match="no control named phone"):
        browser.fill(page, page.form(having="name"), {"phone": "1"})


def test_a_portal_that_is_away_is_told_with_its_address():
    browser = Browser("http://127.0.0.1:9", waiting=lambda: None)
    browser.step = "sign in"
    with pytest.raises(StepFailed, match=r"sign in\n  http://127\.0\.0\.1:9/\n  ConnectError"):
        browser.open("/")
    browser.close()


def test_an_api_answer_that_is_no_success_is_told_whole(base: str):
    department = Department(
        base,
        name="公安局",
        key="owk_x_y",
        officer="WLG-GA-01",
        decider="WLG-GA-02",
        story=Story(io.StringIO()),
        waiting=lambda: None,
    )
    item = {"key": "E2", "url": f"{base}/api/v1/work-items/1/"}
    with pytest.raises(StepFailed) as failed:
        department.act(item, "claim", {}, seen=1)
    department.close()
    assert "公安局: E2: claim" in str(failed.value)
    assert "422" in str(failed.value)


def test_nothing_is_sent_once_the_play_is_told_to_end(base: str):
    def told_to_end() -> None:
        raise DemoFailed("interrupted")

    browser = Browser(base, waiting=told_to_end)
    with pytest.raises(DemoFailed, match="interrupted"):
        browser.open("/")
    browser.close()
