"""One page in a real browser: filled in by the names of its controls, pictured at two widths."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Download, Locator, Page

from portal.demo.forms import as_typed

PHONE = (375, 812)
DESK = (1440, 900)
FULL_PAGE_AT_MOST = 6000


class Screen:
    """``troubles`` collects what the browser complains about: broken scripts, refused content."""

    def __init__(self, context: BrowserContext, pictures: Path, who: str) -> None:
        self.page: Page = context.pages[0] if context.pages else context.new_page()
        self.pictures, self.who, self.taken = pictures, who, 0
        self.troubles: list[str] = []
        self.too_wide: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", self.heard)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"{self.page.url}: {message.text}")

    def open(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"

    def snap(self, name: str) -> None:
        """A picture at both widths; the width in use is restored."""
        before = self.page.viewport_size
        self.taken += 1
        for width, height in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": height})
            path = self.pictures / str(width) / f"{self.who}-{self.taken:02d}-{name}.png"
            self.page.screenshot(path=path, full_page=True)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.too_wide.append(f"{path.name} is {wide} wide at {width}")
        assert before is not None
        self.page.set_viewport_size(before)

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
                    self.redrawn(control, partial(control.set_checked, wanted, force=True))
        elif kind == "SELECT":
            self.redrawn(first, partial(first.select_option, words))
        else:
            first.fill(words[0])

    def redrawn(self, control: Locator, act: Any) -> None:
        """Act; when other controls depend on this one, wait until the page has drawn them."""
        if control.get_attribute("hx-post") is None:
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
        with self.page.expect_navigation():
            wanted.first.click()

    def download(self, selector: str) -> bytes:
        with self.page.expect_download() as begun:
            self.page.locator(selector).first.click()
        arrived: Download = begun.value
        return Path(arrived.path()).read_bytes()

    @property
    def text(self) -> str:
        main = self.page.locator("main")
        return (main if main.count() else self.page.locator("body")).first.inner_text()

    @property
    def path(self) -> str:
        return str(self.page.evaluate("location.pathname"))

    def assert_untroubled(self) -> None:
        assert self.troubles == []
