"""What is typed and not yet saved: ``static/drafts.js`` before a server that can fail."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import BrowserContext, Page

from portal.local.places import CHECKOUT
from tests.browser.conftest import at_the_door

KEYS = {mark: base64.b64encode(mark.encode() * 2).decode() for mark in ("a" * 16, "b" * 16)}
WANG, LI = KEYS
PAGE = """<!doctype html><meta charset="utf-8">{account}
<template id="draft-restored"><div><p>restored <button type="button" data-draft-drop>drop</button>
</p></div></template>
<template id="draft-offered"><div><p>offered <button type="button" data-draft-use>use</button>
<button type="button" data-draft-drop>drop</button></p></div></template>
<script src="/drafts.js" defer></script>
<form method="post" action="/logout/" id="out"><button>out</button></form>
<form method="post" data-draft data-version="{version}" id="form">
<input type="hidden" name="csrf" value="{csrf}"><input name="name" value="{name}">
<input type="password" name="secret"><textarea name="scope"></textarea>
<label><input type="radio" name="kind" value="one">1</label>
<label><input type="radio" name="kind" value="two">2</label>
<label><input type="checkbox" name="seal" value="x" checked>x</label>
<label><input type="checkbox" name="seal" value="y">y</label>
<button name="then" value="on">save</button></form>"""


@dataclass
class Office:
    """A server with one form; ``down`` refuses to save, ``account`` is whoever is signed in."""

    account: str = WANG
    version: int = 1
    name: str = ""
    down: bool = False
    posted: list[dict[str, list[str]]] = field(default_factory=list)

    def page(self) -> str:
        metas = (("account-mark", self.account), ("draft-key", KEYS.get(self.account, "")))
        account = "".join(f'<meta name="{name}" content="{text}">' for name, text in metas if text)
        csrf = f"token-{self.version}"
        return PAGE.format(account=account, version=self.version, name=self.name, csrf=csrf)


@pytest.fixture
def office() -> Iterator[tuple[Office, str]]:
    told = Office()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/drafts.js":
                script = (CHECKOUT / "static" / "drafts.js").read_bytes()
                self.say(script, "text/javascript")
            else:
                self.say(told.page().encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path == "/logout/":
                told.account = ""
                self.say(b"out", "text/html")
            elif told.down:
                self.say(b"<p>sign in first", "text/html")
            else:
                time.sleep(0.1)  # as a server takes; what is leaving has its last word meanwhile
                told.posted.append(parse_qs(body))
                told.name = told.posted[-1].get("name", [""])[0]
                told.version += 1
                answer = json.dumps({"version": str(told.version)}).encode()
                wanted = "json" in self.headers.get("Accept", "")
                kind = "application/json" if wanted else "text/html; charset=utf-8"
                self.say(answer if wanted else told.page().encode(), kind)

        def say(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing to tell."""

    with at_the_door(Door) as base:
        yield told, base


def opened(context: BrowserContext, base: str) -> Page:
    page = context.new_page()
    page.goto(f"{base}/form")
    return page


def kept(page: Page) -> list[str]:
    """Everything the device holds, as it lies in its storage."""
    return list(page.evaluate("Object.entries(localStorage).map(one => one.join('='))"))


def typed(page: Page, name: str, scope: str = "") -> None:
    page.fill("[name=name]", name)
    page.fill("[name=scope]", scope)
    page.check("[value=two]")
    page.uncheck("[value=x]")
    page.check("[value=y]")
    lying: list[str] = []
    for _look in range(20):
        page.wait_for_timeout(500)  # longer than the pause after typing
        if lying and kept(page) == lying:
            return
        lying = kept(page)
    raise AssertionError(f"what was typed is not kept, or never settles: {lying}")


def test_typed_without_a_line_it_is_there_again_and_sent_when_the_line_is_back(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    told, base = office
    page = opened(context, base)
    context.set_offline(True)
    typed(page, "牧歌", "乳制品\n销售")
    told.down = True  # first: a page that is closing may still hear that the line is back
    page.close()
    context.set_offline(False)
    page = opened(context, base)
    page.get_by_text("restored").wait_for()
    assert page.input_value("[name=name]") == "牧歌"
    assert page.input_value("[name=scope]") == "乳制品\n销售"
    assert page.is_checked("[value=two]")
    assert page.is_checked("[value=y]")
    assert not page.is_checked("[value=x]")
    assert kept(page) != []
    told.down = False
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_function("localStorage.length === 0")
    assert told.posted[-1]["name"] == ["牧歌"]
    assert told.posted[-1]["then"] == ["keep"]
    assert told.posted[-1]["csrf"] == ["token-1"]


def test_what_lies_on_the_device_tells_nothing(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    _told, base = office
    page = opened(context, base)
    page.fill("[name=secret]", "hunter2")
    typed(page, "王晓明")
    lying = "".join(kept(page))
    for secret in ("王晓明", "hunter2", KEYS[WANG], base64.b64encode("王晓明".encode()).decode()):
        assert secret not in lying


def test_signing_out_wipes_it(context: BrowserContext, office: tuple[Office, str]) -> None:
    told, base = office
    page = opened(context, base)
    typed(page, "牧歌")
    page.click("#out button")
    assert kept(page) == []
    told.account = WANG
    assert opened(context, base).input_value("[name=name]") == ""


def test_an_expired_session_gives_it_back_to_the_same_person_only(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    told, base = office
    page = opened(context, base)
    told.down = True
    typed(page, "牧歌")
    page.click("text=save")
    page.get_by_text("sign in first").wait_for()
    page.close()  # not sooner: a page that is closed while another replaces it may never tell so
    told.account, told.down = "", False
    assert opened(context, base).input_value("[name=name]") == ""
    told.account = WANG
    page = opened(context, base)
    page.get_by_text("restored").wait_for()
    assert page.input_value("[name=name]") == "牧歌"


def test_another_account_neither_sees_nor_keeps_it(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    told, base = office
    typed(opened(context, base), "牧歌")
    told.account = LI
    page = opened(context, base)
    page.wait_for_function("localStorage.length === 0")
    assert page.input_value("[name=name]") == ""
    told.account = WANG
    assert opened(context, base).input_value("[name=name]") == ""


def test_what_was_saved_is_forgotten_without_a_word(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    _told, base = office
    page = opened(context, base)
    typed(page, "牧歌")
    page.click("text=save")
    page.wait_for_function("localStorage.length === 0")
    assert page.get_by_text("restored").count() == 0


def test_text_older_than_the_page_is_offered_and_not_forced(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    told, base = office
    typed(opened(context, base), "牧歌")
    told.version, told.name, told.down = 7, "另一台设备", True
    page = opened(context, base)
    page.get_by_text("offered").wait_for()
    assert page.input_value("[name=name]") == "另一台设备"
    page.click("text=use")
    assert page.input_value("[name=name]") == "牧歌"
    page = opened(context, base)
    page.get_by_text("restored").wait_for()  # taken over: from now on it belongs to this version
    page.click("text=drop")
    page.wait_for_function("localStorage.length === 0")
    page.wait_for_function("document.querySelector('[name=name]').value === '另一台设备'")


def test_typing_during_a_save_is_not_forgotten_with_it(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    _told, base = office
    page = opened(context, base)
    page.fill("[name=name]", "牧")
    page.evaluate("""async () => {
        const form = document.getElementById("form");
        const stamp = await drafts.keep(form);
        form.elements.name.value = "牧歌";
        await drafts.keep(form);
        drafts.forget(form, stamp, "1");
    }""")
    page.close()
    page = opened(context, base)
    page.get_by_text("restored").wait_for()
    assert page.input_value("[name=name]") == "牧歌"


def test_a_week_later_it_is_gone(context: BrowserContext, office: tuple[Office, str]) -> None:
    _told, base = office
    page = opened(context, base)
    typed(page, "牧歌")
    page.evaluate("""() => { const name = Object.keys(localStorage)[0];
        const kept = JSON.parse(localStorage[name]); kept.at -= 8 * 24 * 3600 * 1000;
        localStorage[name] = JSON.stringify(kept); }""")
    page = opened(context, base)
    page.wait_for_function("localStorage.length === 0")
    assert page.input_value("[name=name]") == ""


def test_a_broken_or_foreign_entry_does_no_harm(
    context: BrowserContext, office: tuple[Office, str]
) -> None:
    _told, base = office
    page = opened(context, base)
    page.evaluate(
        "mark => { localStorage[`draft:${mark}:/form`] = '{\"at\": ' + Date.now() + '}';"
        " localStorage['draft:x'] = 'nonsense'; localStorage.other = 'stays' }",
        WANG,
    )
    page = opened(context, base)
    page.wait_for_function("Object.keys(localStorage).join() === 'other'")
    assert page.input_value("[name=name]") == ""
