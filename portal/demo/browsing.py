"""A browser without JavaScript: follows links, fills forms in, keeps cookies; over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpx
from bs4 import BeautifulSoup, Tag

from portal.demo.exceptions import StepFailed
from portal.demo.forms import CannotBeFilled, Form, attribute

PATIENCE: Final = httpx.Timeout(30.0)
LONGEST_TOLD: Final = 400


@dataclass(frozen=True)
class Page:
    """What one request came back with, redirects followed."""

    browser: Browser
    response: httpx.Response

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "html.parser")

    @property
    def path(self) -> str:
        return self.response.url.path

    @property
    def text(self) -> str:
        return " ".join((self.soup.find("main") or self.soup).get_text(" ").split())

    @property
    def heading(self) -> str:
        found = self.soup.find("h1")
        return " ".join(found.get_text(" ").split()) if found else ""

    def forms(self) -> Iterator[Form]:
        for element in self.soup.find_all("form"):
            yield Form(element, self.soup)

    def form(self, *, having: str = "", to: str = "") -> Form:
        """The form that has a control named ``having``, or whose action ends in ``to``."""
        for form in self.forms():
            if having and having not in form.names:
                continue
            if to and not urlsplit(form.action or self.path).path.endswith(to):
                continue
            return form
        wanted = f"with a control {having}" if having else f"to …{to}"
        raise self.failure(f"the page has no form {wanted}")

    def links(self, containing: str) -> list[str]:
        """Addresses of links whose address contains ``containing``, in the page's order, once."""
        found = (attribute(link, "href") for link in self.soup.find_all("a", href=True))
        return list(dict.fromkeys(urljoin(self.path, one) for one in found if containing in one))

    def link(self, containing: str) -> str:
        found = self.links(containing)
        if not found:
            raise self.failure(f"the page has no link to {containing}")
        return found[0]

    def part(self, within: Tag, selector: str) -> Tag:
        """The one element a page must have there."""
        found = within.select_one(selector)
        if found is None:
            raise self.failure(f"the page has no {selector}")
        return found

    def complaints(self) -> str:
        """What the page itself says is wrong, for the one who reads our report."""
        spots = self.soup.select('[role="alert"], .error-summary, .error, .errornote, .notice-bad')
        told = dict.fromkeys(" ".join(spot.get_text(" ").split()) for spot in spots)
        return " / ".join(told) or self.text

    def submit(self, form: Form, *, press: str = "", expect: int | tuple[int, ...] = 200) -> Page:
        """Send ``form`` by the button whose value is ``press`` (the first one otherwise)."""
        return self.browser.send(self, form, press=press, expect=expect)

    def failure(self, what: str) -> StepFailed:
        status = self.response.status_code
        told = f"{status}: {what}. {self.heading} {self.complaints()}"
        return StepFailed(self.browser.step, str(self.response.url), told[:LONGEST_TOLD])


class Browser:
    """One person at one screen; ``step`` names what they are about, for when it fails."""

    def __init__(self, base: str, *, waiting: Callable[[], None]) -> None:
        self.base, self.step, self.waiting = base, "", waiting
        self.client = httpx.Client(
            base_url=base,
            follow_redirects=True,
            timeout=PATIENCE,
            trust_env=False,
            headers={
                "Accept": "text/html,application/xhtml+xml",
                "Accept-Language": "zh-CN,zh;q=0.9",
                "User-Agent": "one-window-demo",
            },
        )

    def open(self, address: str, *, expect: int | tuple[int, ...] = 200) -> Page:
        return self._page(lambda: self.client.get(address), address, expect)

    def download(self, address: str) -> httpx.Response:
        """A file; the same as ``open`` without reading it as a page."""
        return self.open(address).response

    def send(
        self, page: Page, form: Form, *, press: str = "", expect: int | tuple[int, ...] = 200
    ) -> Page:
        if form.method != "post":
            return self.open(self._asked(page, form), expect=expect)
        address = (
            urljoin(str(page.response.url), form.action) if form.action else str(page.response.url)
        )
        data: dict[str, Any] = dict(form.values)
        button = form.button(press) if press else _first_button(form)
        if press and button is None:
            raise page.failure(f"the page has no button {press}")
        if button is not None:
            data[button[0]] = [button[1]]
        files = [
            (name, (file.name, file.content, file.media_type))
            for name, several in form.files.items()
            for file in several
        ]
        headers = {"Origin": self.base, "Referer": str(page.response.url)}
        return self._page(
            lambda: self.client.post(address, data=data, files=files or None, headers=headers),
            address,
            expect,
        )

    def fill(self, page: Page, form: Form, values: dict[str, Any]) -> None:
        try:
            form.fill(values)
        except CannotBeFilled as error:
            raise page.failure(str(error)) from None

    def _asked(self, page: Page, form: Form) -> str:
        pairs = [(name, word) for name, words in form.values.items() for word in words]
        return str(
            httpx.URL(urljoin(str(page.response.url), form.action or "")).copy_with(params=pairs)
        )

    def _page(
        self, send: Callable[[], httpx.Response], address: str, expect: int | tuple[int, ...]
    ) -> Page:
        self.waiting()
        try:
            response = send()
        except httpx.HTTPError as error:
            raise StepFailed(
                self.step, urljoin(self.base, address), f"{type(error).__name__}: {error}"
            ) from None
        page = Page(self, response)
        if response.status_code not in (expect if isinstance(expect, tuple) else (expect,)):
            raise page.failure(f"expected {expect}")
        return page

    def close(self) -> None:
        self.client.close()


def _first_button(form: Form) -> tuple[str, str] | None:
    """What Enter would press: the form's first submit button, when it has a name."""
    for button in form.element.find_all("button"):
        if attribute(button, "type") in ("", "submit"):
            name = attribute(button, "name")
            return (name, attribute(button, "value")) if name else None
    return None
