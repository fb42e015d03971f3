"""One page in a real browser: filled in by the names of its controls, pictured at two widths."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Download, Locator, Page

from portal.demo.forms import as_typed
from tests.browser.hands import Pointing

PHONE = (375, 812)
DESK = (1440, 900)
UNFINISHED = "status of 422"
"""Without a script an answer brings further questions the first time it is sent."""


class Screen:
    """``troubles`` collects what the browser complains about: broken scripts, refused content."""

    def __init__(
        self,
        context: BrowserContext,
        pictures: Path | None,
        who: str,
        hands: type[Pointing] = Pointing,
    ) -> None:
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.hands = hands(self.page)
        self.scripted = bool(self.page.evaluate("matchMedia('(scripting: enabled)').matches"))
        self.pictures, self.who, self.taken = pictures, who, 0
        self.troubles: list[str] = []
        self.too_wide: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self.heard)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and (self.scripted or UNFINISHED not in message.text):
            self.troubles.append(f"{self.page.url}: {message.text}")

    def open(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"

    def snap(self, name: str) -> None:
        """A picture at both widths; the width in use is restored. Without a place for pictures
        only a look whether the page is too wide for its window.
        """
        before = self.page.viewport_size
        self.taken += 1
        if self.pictures is None:
            self.measured(name)
            return
        for width, height in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": height})
            path = self.pictures / str(width) / f"{self.who}-{self.taken:02d}-{name}.png"
            self.page.screenshot(path=path, full_page=True)
            self.measured(path.name)
        assert before is not None
        self.page.set_viewport_size(before)

    def measured(self, name: str) -> None:
        wide, width = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if wide > width:
            self.too_wide.append(f"{name} is {wide} wide at {width}")

    def fill(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            self.put(name, as_typed(value))

    def put(self, name: str, words: list[str]) -> None:
        """Type, choose or tick, whatever the control asks for."""
        controls = self.page.locator(f'main [name="{name}"]:not([type="hidden"])')
        first = controls.first
        first.wait_for()
        kind = first.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName")
        if kind in ("radio", "checkbox"):
            for control in controls.all():
                wanted = control.get_attribute("value") in words
                if control.is_checked() != wanted and (wanted or kind == "checkbox"):
                    self.redrawn(control, partial(self.hands.tick, control, wanted))
        elif kind == "SELECT":
            self.redrawn(first, partial(self.hands.choose, first, words))
        else:
            self.hands.write(first, words[0])

    def redrawn(self, control: Locator, act: Any) -> None:
        """Act; when other controls depend on this one, wait until the page has drawn them."""
        if not self.scripted or control.get_attribute("hx-post") is None:
            act()
            return
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            act()
        drawing = self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")
        while drawing.count() > 0:
            self.page.wait_for_timeout(20)

    def press(self, name: str | re.Pattern[str]) -> None:
        """A button or a link that looks like one, by what is written on it; its page is awaited."""
        wanted = self.page.get_by_role("button", name=name).or_(
            self.page.get_by_role("link", name=name)
        )
        self.follow(wanted.first)

    def follow(self, one: Locator) -> None:
        """Use a link or a button and await the page it leads to; a page that has just been saved
        changes its own address, which is not another page.
        """
        with self.page.expect_event("load"):
            self.hands.activate(one)

    def download(self, selector: str) -> bytes:
        with self.page.expect_download() as begun:
            self.hands.activate(self.page.locator(selector).first)
        arrived: Download = begun.value
        return Path(arrived.path()).read_bytes()

    @property
    def text(self) -> str:
        main = self.page.locator("main")
        return (main if main.count() else self.page.locator("body")).first.inner_text()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def assert_untroubled(self) -> None:
        assert not self.troubles, self.troubles
