"""A scanner or card reader that types: as quick as it is, however busy the machine."""

from __future__ import annotations

from playwright.sync_api import Page

KEYS = """(keys) => keys.forEach((key) =>
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))"""


def scan(page: Page, code: str) -> None:
    page.evaluate(KEYS, [*code, "Enter"])
