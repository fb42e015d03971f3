"""A register that has a bad day: switched off at the page of the simulated ones, and on again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from portal.demo.browsing import Browser
from portal.demo.telling import Story

WHO: Final = "登记系统"
SWITCHES: Final = "/simulators/registers/"


class Register:
    def __init__(self, browser: Browser, story: Story) -> None:
        self.browser, self.story = browser, story

    @contextmanager
    def down(self, name: str) -> Iterator[None]:
        self._be(name, "down")
        self.story.say(WHO, "不动产登记系统今天出故障", "the property register is down today")
        try:
            yield
        finally:
            self._be(name, "quick")
        self.story.say(WHO, "不动产登记系统恢复正常", "the property register is back")

    def _be(self, name: str, mood: str) -> None:
        self.browser.step = f"make the register {name} {mood}"
        page = self.browser.open(SWITCHES)
        form = next(one for one in page.forms() if one.values.get("register") == [name])
        page.submit(form, press=mood)
