"""The clerk at a wide screen: signs in with what was printed, takes in, hands over."""

from __future__ import annotations

from portal.demo.authenticator import code, wait_for_next
from portal.demo.company import Person
from portal.demo.people import SignIn
from tests.browser.screen import Screen


class WindowClerk:
    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def signs_in(self, sign_in: SignIn) -> None:
        screen = self.screen
        screen.open("/console/")
        screen.snap("sign-in")
        screen.page.locator('input[name="username"]').fill(sign_in.username)
        screen.page.locator('input[name="password"]').fill(sign_in.password)
        with screen.page.expect_navigation():
            screen.page.locator("#login-form button").first.click()
        assert screen.path == "/console/second/"
        for later in (0, 1, 1):  # somebody may have used this code a moment ago, and the next one
            screen.page.locator('input[name="code"]').fill(code(sign_in.secret, later=later))
            with screen.page.expect_navigation():
                screen.page.locator("#second-form button").click()
            if screen.path == "/console/":
                break
            screen.troubles.clear()  # the code was refused, as it must be
            if later:
                wait_for_next()
        assert screen.path == "/console/"
        screen.snap("desk")

    def opens(self, case_number: str) -> None:
        self.screen.open("/console/")
        self.screen.page.locator('input[name="q"]').first.fill(case_number)
        with self.screen.page.expect_navigation():
            self.screen.page.keyboard.press("Enter")
        assert case_number in self.screen.path

    def accepts(self, case_number: str) -> None:
        self.opens(case_number)
        self.screen.snap("case-submitted")
        self.screen.open(f"/console/cases/{case_number}/refuse/")
        self.screen.snap("refuse")
        self.opens(case_number)
        with self.screen.page.expect_navigation():
            self.screen.page.locator('form[action$="/accept/"] button').click()
        assert "已受理" in self.screen.text
        self.screen.snap("case-accepted")

    def hands_over(self, case_number: str, receiver: Person) -> None:
        self.opens(case_number)
        self.screen.snap("case-issued")
        arriving = self.screen.page.locator('form[action$="/arrive/"] button')
        while arriving.count():  # the seals, brought by their maker
            with self.screen.page.expect_navigation():
                arriving.first.click()
        with self.screen.page.expect_navigation():
            self.screen.page.locator('a[href*="/hand-over/"]').first.click()
        self.screen.page.locator('[name="name"]').fill(receiver.name)
        self.screen.page.locator('[name="identity_number"]').fill(receiver.id_number)
        self.screen.page.locator('[name="proof"][value="paper"]').check()
        self.screen.page.locator('[name="compared"]').check()
        self.screen.snap("hand-over")
        with self.screen.page.expect_navigation():
            self.screen.page.locator('form[action$="/hand-over/"] .c-btn-main').click()
        assert "全部领取" in self.screen.text
        self.screen.snap("case-closed")

    def looks_at_queues(self) -> None:
        for queue in ("waiting", "in-review", "results", "closed"):
            self.screen.open(f"/console/queues/{queue}/")
            self.screen.snap(f"queue-{queue}")
