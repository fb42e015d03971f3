"""At the counter the page is drawn anew around the cursor, and never under a half-typed date."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.test_session_ends import POSTS, Desk, begun, desk
from tests.console.seats import Seat

__all__ = ["desk"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_date_goes_on_being_typed_while_its_part_is_to_be_drawn_anew(desk: Desk) -> None:
    shown = desk.opens(begun(Seat()))
    late: list[Route] = []
    shown.route(POSTS, lambda route: late.append(route) if not late else route.continue_())
    part = shown.locator('[data-part="registered_address"]')
    part.evaluate(
        "one => { one.dataset.shape = 'an older one'; one.classList.add('drawn-before'); }"
    )
    part.locator("select[name=division]").last.select_option(index=1)
    until = part.locator("[name=lease_until]")
    until.focus()
    shown.wait_for_timeout(500)
    assert late
    for key in "063020":
        shown.keyboard.press(key)
    with shown.expect_response(lambda answer: answer.request.method == "POST"):
        late[0].continue_()
    shown.wait_for_timeout(500)  # long enough to have been drawn
    for key in "29":
        shown.keyboard.press(key)
    expect(until).to_have_value("2029-06-30")
    shown.keyboard.press("Enter")
    expect(shown.locator(".drawn-before")).to_have_count(0)
    expect(until).to_have_value("2029-06-30")
