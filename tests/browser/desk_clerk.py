"""The clerk's day at the desk, from "next please" to "signed for", every key and click counted."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator

from portal.demo.people import SignIn
from tests.browser.clerk import WindowClerk
from tests.browser.counter import Form
from tests.browser.scanner import scan
from tests.browser.screen import Screen
from tests.browser.tally import Tally
from tests.browser.walk_in import OwnCompany

PATIENCE = 30_000  # ms; something drawn or printed behind the page


class DeskClerk:
    """``part`` names for whom the next keys are; nothing here is typed that a reader can read."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.page = screen, screen.page
        self.tally = Tally(screen.page)

    def sits_down(self, sign_in: SignIn) -> None:
        """Once in the morning, and so not counted."""
        WindowClerk(self.screen).signs_in(sign_in)
        seat = self.page.get_by_role("button", name="就座")
        if seat.count():
            self.goes_on(seat.click)
        self.screen.snap("desk-at-the-window")

    def calls_the_next(self) -> str:
        """Who comes is known by a number; their case begins with one key more."""
        self.tally.part = "ticket"
        self.goes_on(lambda: self.tally.press("n"))
        number = self.page.locator(".r-block-number").inner_text()
        self.screen.snap("desk-called")
        self.goes_on(lambda: self.tally.press("s"))
        assert "/intake/" in self.page.url, self.page.url
        return number

    def takes_in(self, company: OwnCompany) -> None:
        self.tally.part = "identity"
        self.tally.click(self.page.get_by_role("button", name="读身份证"))
        self.page.wait_for_function("() => document.getElementById('id_id_number').value !== ''")
        self.tally.type(company.founder.phone)
        self.screen.snap("intake-start")
        self.goes_on(lambda: self.tally.press("Enter"))
        self.tally.part = "form"
        self.goes_on(lambda: self.tally.press("Alt+d"))
        self.page.locator("form.i-sheet input:not([type=hidden])").first.focus()
        form = Form(self.page, self.tally, company.told)
        form.fill_in()
        assert form.left_out == set(), form.left_out
        self.screen.snap("intake-form")

    def photographs(self) -> int:
        """Every original: shot, compared, kept; the page leads from each to the next."""
        self.tally.part = "originals"
        self.tally.click(self.page.locator("#materials a", has_text="拍照").first)
        self.page.wait_for_load_state()
        camera = self.page.locator("[data-open]")
        if camera.is_visible():
            self.tally.click(camera)
        taken = 0
        while "/materials/" in self.page.url:
            self.page.locator("[data-shutter]").wait_for()
            self.page.wait_for_function("() => document.querySelector('[data-video]').videoWidth")
            self.tally.press("Space")
            self.page.locator("#tray .o-pages li").first.wait_for()
            self.tally.press("y")
            if taken == 0:
                self.screen.snap("intake-camera")
            self.goes_on(lambda: self.tally.press("s"))
            taken += 1
        return taken

    def asks_to_sign(self) -> str:
        """The address that the applicant's phone reads from the screen."""
        self.tally.part = "signing"
        self.goes_on(lambda: self.tally.press("Alt+s"))
        self.screen.snap("intake-signing")
        return str(self.page.locator(".i-mirror a").get_attribute("href"))

    def files(self) -> str:
        self.tally.part = "filing"
        self.page.locator("#hand-in").wait_for(timeout=PATIENCE)  # came by itself: they have signed
        self.goes_on(lambda: self.tally.press("Alt+f"))
        number = self.page.locator(".c-lead .c-mono").inner_text()
        self.screen.snap("intake-receipt")
        return number

    def accepts(self) -> None:
        self.tally.part = "acceptance"
        self.goes_on(lambda: self.tally.press("Alt+a"))
        self.screen.snap("acceptance")
        self.goes_on(lambda: self.tally.click(self.page.get_by_role("button", name="受理").first))
        assert "已受理" in self.screen.text

    def notes_arrivals(self, number: str) -> None:
        self.tally.part = "arrival"
        self.scans(number)
        while (arriving := self.page.locator('form[action$="/arrive/"] button')).count():
            self.goes_on(lambda: self.tally.click(arriving.first))
        self.screen.snap("case-arrived")

    def hands_over(self, number: str) -> None:
        """One signature, on the pad before the window, for everything that lies ready."""
        self.tally.part = "handover"
        self.scans(number)
        collect = self.page.locator('a[href$="/hand-over/"]').first
        self.goes_on(lambda: self.tally.click(collect))
        self.tally.click(self.page.get_by_role("button", name="读身份证"))
        self.page.wait_for_function("() => document.getElementById('id_name').value !== ''")
        self.signed_by_hand(self.page.locator("[data-pad]"))
        self.tally.click(self.page.locator("#id_compared"))
        self.screen.snap("collect")
        self.goes_on(lambda: self.tally.click(self.page.get_by_role("button", name="确认交付")))
        assert "全部领取" in self.screen.text

    def scans(self, number: str) -> None:
        """The barcode of the bag, by a scanner that types: no key of the clerk's."""
        self.page.evaluate("() => document.activeElement.blur()")
        self.goes_on(lambda: scan(self.page, number))
        assert number in self.page.url, self.page.url

    def signed_by_hand(self, pad: Locator) -> None:
        """The receiver's own hand, not the clerk's."""
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.move(box["x"] + 60, box["y"] + 60)
        mouse.down()
        for step in range(1, 12):
            mouse.move(box["x"] + 60 + 22 * step, box["y"] + (40 if step % 2 else 90))
        mouse.up()

    def goes_on(self, act: Callable[[], None]) -> None:
        """Do something that leads to another page, and wait for it."""
        with self.page.expect_event("load"):
            act()
