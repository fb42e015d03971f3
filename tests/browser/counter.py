"""The clerk at the counter, by the keyboard wherever there is one, every key of it counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLong

from tests.browser.tally import Tally

MOST_FIELDS = 400
PATIENCE = 8_000  # ms for an answer to be kept, and for what it brings to be drawn

WHERE = """() => {
    const one = document.activeElement, form = one && one.closest('form.i-sheet');
    if (one && one.matches('[data-more]')) return {kind: 'more', place: 'more.' + one.value};
    if (!form) return null;
    const part = one.closest('[data-part]').dataset.part;
    const name = one.name === 'then' ? 'pick' : one.name;
    const rows = [...document.querySelectorAll(`[data-part="${part}"] form.i-sheet`)];
    const row = form.elements['row-id'] ? `${rows.indexOf(form)}.` : '';
    const same = [...form.querySelectorAll(`[name="${CSS.escape(one.name)}"]`)];
    const chosen = one.tagName === 'SELECT';
    return {
        kind: chosen ? 'select' : one.type, key: `${part}.${row}${name}`, value: one.value,
        place: `${part}.${row}${name}.${['radio', 'checkbox'].includes(one.type) ? one.value : ''}`,
        checked: same.filter(each => each.checked).map(each => each.value),
        options: (chosen ? [...one.options] : same).map(each => each.value),
        texts: chosen ? [...one.options].map(each => each.text) : [],
    };
}"""
MOVED = f"before => {{ const at = ({WHERE})(); return !at || at.place !== before; }}"
OLD = "() => document.activeElement.closest('[data-part]').setAttribute('data-old', '')"
DRAWN_ANEW = "() => !document.querySelector('[data-old]')"


class Form:
    """The one form at the counter: Enter goes on, and only what is not there yet is entered."""

    def __init__(self, page: Page, tally: Tally, told: Mapping[str, Any]) -> None:
        self.page, self.tally, self.told = page, tally, told
        self.entered: set[str] = set()

    @property
    def left_out(self) -> set[str]:
        """What the clerk was told and found no field for; people known already are not offered."""
        return {key for key in self.told if not key.endswith(".pick")} - self.entered

    def fill_in(self) -> None:
        """From where the cursor is to the last field."""
        for _field in range(MOST_FIELDS):
            at = self.page.evaluate(WHERE)
            if at is None:
                return
            if at["kind"] != "more" and self.enter(at):
                continue
            self.tally.press("Tab" if at["kind"] in {"textarea", "more"} else "Enter")
            try:
                self.page.wait_for_function(MOVED, arg=at["place"], timeout=PATIENCE)
            except TooLong:
                return
        raise AssertionError("the form has no end")

    def enter(self, at: Mapping[str, Any]) -> bool:
        """Whether the page has gone on by itself: after somebody was taken over."""
        key, wanted = at["key"], self.told.get(at["key"])
        if wanted is None:
            return False
        if at["kind"] == "checkbox":
            if (at["value"] in wanted) != (at["value"] in at["checked"]):
                self.tally.press("Space")
        elif key in self.entered:
            return False
        elif at["kind"] == "radio":
            self.choose(at, wanted)
        elif key.endswith(".pick"):
            self.entered.add(key)
            return self.take(wanted)
        elif at["kind"] == "select":
            self.roll(at, wanted)
        elif at["kind"] == "date":
            year, month, day = wanted.split("-")
            self.tally.type_keys(month + day + year)
        elif at["value"] != wanted:
            self.tally.type(wanted)
        self.entered.add(key)
        return False

    def choose(self, at: Mapping[str, Any], wanted: str) -> None:
        if wanted in at["checked"]:
            return
        steps = at["options"].index(wanted) - at["options"].index(at["value"])
        if steps == 0:
            self.tally.press("Space")
        for _step in range(abs(steps)):
            self.tally.press("ArrowDown" if steps > 0 else "ArrowUp")

    def roll(self, at: Mapping[str, Any], wanted: str) -> None:
        steps = at["options"].index(wanted) - at["options"].index(at["value"])
        for _step in range(steps):
            self.tally.press("ArrowDown")

    def take(self, wanted: str) -> bool:
        """Somebody named before, by the digit of their line; once for each place they take."""
        for digit in wanted:
            self.page.evaluate(OLD)
            self.tally.press(digit)
            self.page.wait_for_function(DRAWN_ANEW, timeout=PATIENCE)
            self.page.wait_for_function(WHERE, timeout=PATIENCE)  # the cursor comes after the page
        return not str((self.page.evaluate(WHERE) or {}).get("key")).endswith(".pick")
