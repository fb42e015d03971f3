"""Somebody who signs for the company: opens the link they were sent, reads, confirms."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from applicants.identity import mask_name
from portal.demo.browsing import Browser
from portal.demo.company import Person
from portal.demo.telling import Story

WHO: Final = "签字人"


class Signatory:
    def __init__(self, browser: Browser, story: Story) -> None:
        self.browser, self.story = browser, story

    def confirm(self, link: str, person: Person) -> None:
        """Read what is to be signed, type name and number, sign."""
        self.browser.step = "open the link to sign"
        page = self.browser.open(urlsplit(link).path)
        if person.id_number in page.text:
            raise page.failure("the page tells whoever holds the link what to type")
        form = page.form(having="id_number")
        self.browser.fill(page, form, {"name": person.name, "id_number": person.id_number})
        form.tick_all("agree")
        self.browser.step = "sign"
        page = page.submit(form)
        if "您已经签字" not in page.text:
            raise page.failure("the page does not say that it is signed")
        self.story.say(WHO, f"{mask_name(person.name)} 凭自己的链接确认签字", "signed by a link")
