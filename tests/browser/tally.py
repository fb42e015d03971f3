"""A clerk's hands, counted: every key of the keyboard and every click."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page
from pypinyin import lazy_pinyin

SHORTEST_SAID = 6
"""Characters from which typing the same once more is work that somebody could have spared."""


def keystrokes(text: str) -> int:
    """What a keyboard sends for it: Chinese as pinyin, and one key to choose each run of it."""
    keys, composing = 0, False
    for character in text:
        if "\u4e00" <= character <= "\u9fff":
            keys += len(lazy_pinyin(character)[0]) + (not composing)
            composing = True
        else:
            keys, composing = keys + 1, False
    return keys


@dataclass
class Tally:
    """What one person did at one page after another; ``parts`` tells it apart by what for."""

    page: Page
    keys: Counter[str] = field(default_factory=Counter)
    clicks: Counter[str] = field(default_factory=Counter)
    typed: Counter[str] = field(default_factory=Counter)
    part: str = ""

    def type(self, text: str) -> None:
        self.keys[self.part] += keystrokes(text)
        self.typed[text] += 1
        self.page.keyboard.insert_text(text)

    def type_keys(self, text: str) -> None:
        """Key by key, as a control that is made of parts wants it."""
        for key in text:
            self.press(key)

    def press(self, key: str) -> None:
        self.keys[self.part] += 1
        self.page.keyboard.press(key)

    def click(self, one: Locator) -> None:
        self.clicks[self.part] += 1
        one.click()

    @property
    def twice(self) -> list[str]:
        """What was typed more than once and is no mere number or choice."""
        return [text for text, n in self.typed.items() if n > 1 and len(text) >= SHORTEST_SAID]

    def table(self) -> str:
        lines = [
            f"{part:<12} {self.keys[part]:>5} {self.clicks[part]:>5}"
            for part in dict.fromkeys([*self.keys, *self.clicks])
        ]
        whole = f"{'together':<12} {self.keys.total():>5} {self.clicks.total():>5}"
        return "\n".join([f"{'':<12} {'keys':>5} {'clicks':>6}", *lines, whole])
