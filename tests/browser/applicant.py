"""The founder with a telephone: 375 pixels wide, from signing up to six files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portal.accounts.codes import received
from portal.demo.applicant import CASE_NUMBER, CODE, Invited
from portal.demo.company import Company
from portal.demo.forms import as_typed
from portal.demo.materials import materials
from portal.demo.people import COMPANY, DIVISION, SignIn
from tests.browser.screen import Screen


class Founder:
    def __init__(self, screen: Screen, company: Company, files: Path) -> None:
        self.screen, self.company, self.files = screen, company, files
        self.case = ""

    def looks_around(self) -> None:
        for name, address in (
            ("front", "/"),
            ("bundle", f"/bundles/{DIVISION}/{COMPANY}/"),
            ("verify", "/verify/"),
            ("privacy", "/privacy/"),
            ("accessibility", "/accessibility/"),
            ("sign-in", "/accounts/login/"),
        ):
            self.screen.open(address)
            self.screen.snap(name)

    def signs_up(self, sign_in: SignIn, texts: Path) -> None:
        screen, founder = self.screen, self.company.founder
        screen.open("/accounts/signup/")
        self.answers("sign-up", {"contact": sign_in.username})
        code = CODE.findall([*received(sign_in.username, path=texts)][-1])[0]
        self.answers("sign-up-code", {"code": code})
        self.answers("sign-up-you", {"name": founder.name, "id_number": founder.id_number})
        self.answers("sign-up-password", {"password": sign_in.password})
        screen.snap("sign-up-privacy")
        screen.hands.tick(screen.page.locator("#id_consent"))
        screen.follow(screen.page.locator("main form button").first)
        screen.snap("sign-up-done")

    def answers(self, name: str, values: dict[str, str]) -> None:
        """One small page: fill it in and press its first button."""
        self.screen.snap(name)
        self.screen.fill(values)
        self.screen.follow(self.screen.page.locator("main form button").first)

    def begins(self) -> None:
        screen = self.screen
        screen.open("/")
        screen.follow(screen.page.locator(f'a[href*="{DIVISION}/{COMPANY}"]').first)
        screen.press("开始填写")
        self.case = screen.path.removesuffix("form/")
        screen.snap("tasks-empty")

    def fills_in(self) -> None:
        screen, answers = self.screen, self.company.answers
        screen.follow(
            screen.page.locator(f'a[href^="{self.case}form/"]:not([href$="/form/"])').first
        )
        while screen.path.startswith(f"{self.case}form/"):
            place = screen.path.removeprefix(f"{self.case}form/").strip("/")
            block = place.partition("/")[0]
            values = answers["questions"] if block == "questions" else answers["blocks"][block]
            if isinstance(values, list):
                self.adds_rows(block, values)
                values = {}
            self.types(values)
            screen.snap(place.replace("/", "-"))
            self.goes_on(values)

    def types(self, values: dict[str, Any]) -> None:
        """What this page asks of them: some controls come while others are filled in."""
        for name, value in values.items():
            if self.screen.page.locator(f'main [name="{name}"]:not([type="hidden"])').count():
                self.screen.put(name, as_typed(value))

    def adds_rows(self, block: str, rows: list[dict[str, Any]]) -> None:
        screen, listed = self.screen, self.screen.path
        for place, row in enumerate(rows):
            screen.follow(screen.page.locator('a[href$="/add/"]'))
            step = 0
            while screen.path != listed:
                self.types(row)
                step += 1
                if place == 0:
                    screen.snap(f"{block}-row-{step}")
                self.sends()  # the list may still complain: another row is to come

    def sends(self) -> None:
        self.screen.follow(self.screen.page.locator('button[name="then"][value="on"]'))

    def goes_on(self, values: dict[str, Any]) -> None:
        """Without a script what depends on an answer is asked on the same page once more."""
        self.sends()
        for _time in range(0 if self.screen.scripted else 4):
            if self.screen.page.locator(".error-summary").count() == 0:
                break
            self.types(values)
            self.sends()
        complaint = self.screen.page.locator(".error-summary")
        assert complaint.count() == 0, complaint.inner_text()

    def hands_in_materials(self) -> None:
        screen = self.screen
        screen.open(f"{self.case}materials/")
        screen.snap("materials")
        for key, files in materials(self.company).items():
            screen.open(f"{self.case}materials/{key}/")
            paths = [self.files / one.name for one in files]
            for path, one in zip(paths, files, strict=True):
                path.write_bytes(one.content)
            screen.hands.attach(screen.page.locator("#file"), paths)
            if not screen.scripted:
                screen.press("上传")
            for one in files:
                screen.page.locator("#handed").get_by_text(one.name).first.wait_for()
            assert all(one.name in screen.text for one in files)
            if key == "M09":
                screen.snap("material")

    def asks_for_signatures(self) -> list[Invited]:
        """Check everything, sign for themselves; the links of everybody else."""
        screen = self.screen
        screen.open(f"{self.case}review/")
        screen.snap("review")
        for box in screen.page.locator('input[name="agree"]').all():
            screen.hands.tick(box)
        screen.press("核对无误，请大家签字")
        screen.snap("signatures")
        links = screen.page.get_by_role("link", name="发送链接").all()
        addresses = [str(link.get_attribute("href")) for link in links]
        return [self._invited(address) for address in addresses]

    def _invited(self, address: str) -> Invited:
        self.screen.open(address)
        self.screen.snap("signature-link")
        number = int(address.rstrip("/").rsplit("/", 1)[-1])
        return Invited(number, self.screen.page.locator("#link").input_value())

    def submits(self) -> str:
        screen = self.screen
        screen.open(f"{self.case}signatures/")
        screen.snap("signatures-complete")
        screen.press("提交申请")
        found = CASE_NUMBER.search(screen.text)
        assert found is not None, screen.text
        screen.snap("case-submitted")
        return found[0]

    def takes_the_receipt(self) -> bytes:
        """Made for this download, or, once the house has printed it, among the letters."""
        return self.screen.download('a[href$="receipt.pdf"], #letters + ul a[href$=".pdf"]')

    def looks_at_the_case(self, name: str) -> None:
        self.screen.open(self.case)
        self.screen.snap(name)

    def awaits_results(self) -> None:
        self.screen.open(self.case)
        results = self.screen.page.locator('a[href*="/results/"]')
        for _look in range(60):
            if results.count() == 6:
                break
            self.screen.page.wait_for_timeout(500)
            self.screen.page.reload()
        assert results.count() == 6, self.screen.text

    def collects(self) -> dict[str, bytes]:
        keys = ["E1", "E2", "E3", "E4", "E5", "E6"]
        return {key: self.screen.download(f'a[href$="/results/{key}.pdf"]') for key in keys}

    def verifies(self, pdf: bytes, name: str) -> None:
        screen, path = self.screen, self.files / name
        path.write_bytes(pdf)
        screen.open("/verify/")
        field = screen.page.locator('input[name="pdf"]')
        screen.hands.attach(field, [path])
        screen.follow(field.locator("xpath=ancestor::form").locator("button"))
