"""The seal maker whom the applicant chose: takes the order, checks the codes, brings the seals."""

from __future__ import annotations

from typing import Final

from portal.demo.browsing import Browser, Page
from portal.demo.clerk import enter
from portal.demo.forms import Form
from portal.demo.people import SignIn
from portal.demo.telling import Story

WHO: Final = "刻章单位"


class SealMaker:
    def __init__(self, browser: Browser, story: Story) -> None:
        self.browser, self.story = browser, story

    def make(self, sign_in: SignIn) -> None:
        """Everything that is ordered: the codes are typed off the page, as off the seals."""
        page = enter(self.browser, "/console/provider/", sign_in)
        while (form := self.waiting(page, "/take/")) is not None:
            page = page.submit(form)
            self.story.say(WHO, "接单", "took the order")
        while (form := self.waiting(page, "/finish/")) is not None:
            self.browser.step = "check the codes of the seals"
            codes = [cell.get_text(strip=True) for cell in form.element.select("td.code")]
            form.put("code", codes)
            page = page.submit(form)
            self.story.say(WHO, "印章刻好，编码核对一致", "made the seals", "、".join(codes))
        while (form := self.waiting(page, "/hand-in/")) is not None:
            page = page.submit(form)
            self.story.say(WHO, "把印章送到大厅", "brought the seals to the hall")

    def waiting(self, page: Page, action: str) -> Form | None:
        """The first order whose next step this is, if any."""
        return next((form for form in page.forms() if form.action.endswith(action)), None)
