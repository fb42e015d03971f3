"""The clerk of the window at the console: takes the case in, and hands the results over."""

from __future__ import annotations

from typing import Final

from portal.demo import authenticator, handwriting
from portal.demo.browsing import Browser, Page
from portal.demo.company import Person
from portal.demo.people import SignIn
from portal.demo.telling import Story

WHO: Final = "综合窗口"


class Clerk:
    def __init__(self, browser: Browser, story: Story) -> None:
        self.browser, self.story = browser, story

    def sign_in(self, sign_in: SignIn) -> None:
        enter(self.browser, "/console/", sign_in)
        self.story.say(WHO, "登录工作台", "signed in at the console", sign_in.username)

    def accept(self, case_number: str) -> None:
        """Find the case on the desk, look at it and at its files, accept it."""
        page = self.case(case_number)
        self.browser.step = "look at the files handed in"
        files = page.links("/materials/")
        for address in files:
            self.browser.download(address)
        self.story.say(WHO, f"打开办件，查看 {len(files)} 个文件", "opened the case and its files")
        self.browser.step = "accept the case"
        page.submit(page.form(to="/accept/"))
        self.story.say(WHO, "受理", "accepted", case_number)

    def hand_over(self, case_number: str, to: Person) -> None:
        """Note what has arrived, then sign everything that is ready out to one person."""
        page = self.case(case_number)
        self.browser.step = "note what has arrived"
        while arriving := [form for form in page.forms() if form.action.endswith("/arrive/")]:
            page = page.submit(arriving[0])
            self.story.say(WHO, "登记结果到件", "noted that a result has arrived")
        for address in page.links("/hand-over/"):
            self.browser.step = "hand the results over"
            asked = self.browser.open(address)
            form = asked.form(having="identity_number")
            given = {"name": to.name, "identity_number": to.id_number}
            pad = {"proof": "pad", "signature": handwriting.signature()}
            self.browser.fill(asked, form, {**given, **pad, "compared": "on"})
            page = asked.submit(form)
            self.story.say(WHO, "核对证件，一次签名领走办好的结果", "signed out with one signature")

    def has_closed(self, case_number: str) -> None:
        """Everything is handed over, and the case says so."""
        page = self.case(case_number)
        if "全部领取" not in page.text:
            raise page.failure("the case is not closed after the handover")
        self.story.say(WHO, "结果全部领取，办件完成", "the case is closed", case_number)

    def case(self, case_number: str) -> Page:
        """By the search field of the desk, as with the applicant's receipt in hand."""
        self.browser.step = "find the case"
        desk = self.browser.open("/console/")
        form = desk.form(having="q")
        self.browser.fill(desk, form, {"q": case_number})
        page = desk.submit(form)
        if case_number not in page.path:
            raise page.failure("the case was not found")
        return page


def enter(browser: Browser, address: str, sign_in: SignIn) -> Page:
    """Through the console's door with password and code, to the page one came for."""
    browser.step = f"sign in at {address}"
    page = browser.open(address)
    form = page.form(having="password")
    browser.fill(page, form, {"username": sign_in.username, "password": sign_in.password})
    page = show_code(browser, page.submit(form), sign_in.secret)
    if page.path != address:
        raise page.failure("nobody was let in")
    return page


def show_code(browser: Browser, page: Page, secret: str) -> Page:
    """The code of the moment; the next one already, if somebody has just used this one.

    Who has used both waits for the next, as a person would.
    """
    for later in (0, 1, 1):
        form = page.form(having="code")
        browser.fill(page, form, {"code": authenticator.code(secret, later=later)})
        page = page.submit(form, expect=(200, 422))
        if page.response.is_success:
            break
        if later:
            authenticator.wait_for_next()
    return page
