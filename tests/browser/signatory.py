"""Somebody who signs for the company, at a telephone of their own and without an account."""

from __future__ import annotations

from urllib.parse import urlsplit

from portal.demo.applicant import Invited
from portal.demo.company import Person
from tests.browser.screen import Screen


class Signatory:
    def __init__(self, screen: Screen, person: Person) -> None:
        self.screen, self.person = screen, person

    def signs(self, invited: Invited) -> None:
        screen = self.screen
        screen.open(urlsplit(invited.link).path)
        screen.snap(f"sign-{invited.number}")
        screen.fill({"name": self.person.name, "id_number": self.person.id_number})
        screen.hands.tick(screen.page.locator('input[name="agree"]'))
        screen.press("确认签字")
        assert "您已经签字" in screen.text, screen.text
        screen.snap(f"signed-{invited.number}")
