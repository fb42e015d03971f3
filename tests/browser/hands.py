"""How a person works a page: by pointing, by the keyboard alone, or without any script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLong

PATIENCE = 5_000

FURTHEST = 250
"""Steps of the Tab key to go once round the longest page, and some to spare."""

IS_FOCUSED = "one => one === document.activeElement"
SAME_GROUP_FOCUSED = """one => document.activeElement !== null
    && document.activeElement.type === 'radio' && document.activeElement.name === one.name
    && document.activeElement.form === one.form"""
FOCUS_SHOWS = """() => {
    const one = document.activeElement, look = getComputedStyle(one);
    return look.outlineStyle !== 'none' || look.boxShadow !== 'none' || one.type === 'file';
}"""


class Pointing:
    """A finger or a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def activate(self, one: Locator) -> None:
        one.click()

    def write(self, one: Locator, text: str) -> None:
        one.fill(text)

    def tick(self, one: Locator, wanted: bool = True) -> None:
        one.set_checked(wanted, force=True)

    def choose(self, one: Locator, values: Sequence[str]) -> None:
        one.select_option(list(values))

    def attach(self, one: Locator, files: Sequence[Path]) -> None:
        one.set_input_files(list(files))


class Keyboard(Pointing):
    """Nothing but keys: what Tab does not reach, or shows no focus, cannot be used at all."""

    def reach(self, one: Locator, reached: str = IS_FOCUSED) -> None:
        one.wait_for(state="attached")
        for _step in range(FURTHEST):
            if one.evaluate(reached):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab never comes to {one} on {self.page.url}")
        assert self.page.evaluate(FOCUS_SHOWS), f"no focus is seen at {one} on {self.page.url}"

    def activate(self, one: Locator) -> None:
        self.reach(one)
        self.page.keyboard.press("Enter")

    def write(self, one: Locator, text: str) -> None:
        self.reach(one)
        if one.get_attribute("type") == "date":
            self.write_date(one, text)
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        assert one.input_value() == text, f"{one} holds {one.input_value()!r}"

    def write_date(self, one: Locator, text: str) -> None:
        """Part by part, in the order the browser's own language has: English, else Chinese."""
        year, month, day = text.split("-")
        for parts in ((month, day, year), (year, month, day)):
            self.page.keyboard.press("ArrowLeft")
            self.page.keyboard.press("ArrowLeft")
            for place, part in enumerate(parts):
                self.page.keyboard.type(part)
                if part is year and place == 0:
                    self.page.keyboard.press("ArrowRight")
            if one.input_value() == text:
                return

    def tick(self, one: Locator, wanted: bool = True) -> None:
        if one.get_attribute("type") != "radio":
            self.reach(one)
            if one.is_checked() != wanted:
                self.page.keyboard.press("Space")
            return
        self.reach(one, SAME_GROUP_FOCUSED)
        self.page.keyboard.press("Space")
        for _step in range(12):
            if one.is_checked() and one.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {one} on {self.page.url}")

    def choose(self, one: Locator, values: Sequence[str]) -> None:
        (wanted,) = values
        self.reach(one)
        self.page.keyboard.press("Home")
        while one.input_value() != wanted:
            before = one.input_value()
            self.page.keyboard.press("ArrowDown")
            assert one.input_value() != before, f"{wanted} is not to be chosen at {one}"

    def attach(self, one: Locator, files: Sequence[Path]) -> None:
        self.reach(one)
        for key in ("Enter", "Space", "Enter"):  # a browser just started may miss one
            try:
                with self.page.expect_file_chooser(timeout=PATIENCE) as opened:
                    self.page.keyboard.press(key)
            except TooLong:
                continue
            opened.value.set_files(list(files))
            return
        raise AssertionError(f"no key opens the choice of files at {one} on {self.page.url}")
