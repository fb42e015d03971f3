"""The applicant at the web door: signs up, fills the one form in, hands it in, collects results."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from bs4 import Tag
from pypdf import PdfReader

from applicants.identity import mask_phone
from portal.accounts.codes import received
from portal.demo.browsing import Browser, Page
from portal.demo.company import Person
from portal.demo.forms import File, attribute
from portal.demo.patience import until
from portal.demo.people import DIVISION, SignIn
from portal.demo.telling import Story

WHO: Final = "申请人"
CASE_NUMBER: Final = re.compile(r"(?<![0-9A-Z])YJS\d{20}[0-9A-Z](?![0-9A-Z])")
CODE: Final = re.compile(r"(?<!\d)\d{6}(?!\d)")
RESULT: Final = 'a[href*="/results/"][href$=".pdf"]'
MADE: Final = ".item-result"
OK: Final = 200
UNPROCESSABLE: Final = 422


@dataclass(frozen=True)
class Result:
    """One result as the applicant gets it."""

    key: str
    name: str
    number: str
    pdf: bytes
    nth: int = 0
    """Which of the people it was made out for, from 1; 0 where it is one for the item."""


@dataclass(frozen=True)
class Invited:
    """The link of one person who has to sign; ``number`` counts everybody who signs from 1."""

    number: int
    link: str


class Applicant:
    def __init__(self, browser: Browser, story: Story) -> None:
        self.browser, self.story = browser, story
        self.case = ""

    def sign_up(self, person: Person, sign_in: SignIn) -> None:
        """Open an account in their own name, page by page, leave, and sign in again."""
        self.browser.step = "sign up"
        page = self._answer("/accounts/signup/", {"contact": sign_in.username})
        self.browser.step = "read the code on the phone"
        page = self._answer(page, {"code": latest_code(sign_in.username)})
        self.story.say(WHO, "用短信验证码确认手机", "confirmed the phone by a code")
        self.browser.step = "say who one is"
        page = self._answer(page, {"name": person.name, "id_number": person.id_number})
        page = self._answer(page, {"password": sign_in.password})
        self.browser.step = "agree to the privacy notice"
        page = self._answer(page, {"consent": "on"})
        self.story.say(WHO, "注册账户", "signed up", mask_phone(sign_in.username))
        self.browser.step = "sign out"
        page.submit(page.form(to="/accounts/logout/"))
        self.browser.step = "sign in"
        self._answer("/accounts/login/", {"login": sign_in.username, "password": sign_in.password})
        self.story.say(WHO, "退出后重新登录", "signed out and in again")

    def _answer(self, page: Page | str, values: dict[str, str]) -> Page:
        """Fill in the page's form and send it; the page it leads to."""
        page = self.browser.open(page) if isinstance(page, str) else page
        form = page.form(having=next(iter(values)))
        self.browser.fill(page, form, dict(values))
        return self._sent_on(page.submit(form))

    def begin(self, code: str) -> Page:
        """From the front page to the empty form of a bundle."""
        self.browser.step = "choose the bundle"
        front = self.browser.open("/")
        bundle = self.browser.open(front.link(f"/bundles/{DIVISION}/{code}/"))
        self.story.say(WHO, f"选择“{bundle.heading}”", "chose the bundle", bundle.path)
        self.browser.step = "begin the case"
        tasks = bundle.submit(bundle.form(to="/start/"))
        self.case = tasks.path.removesuffix("form/")
        return tasks

    def fill_in(self, tasks: Page, answers: dict[str, Any]) -> None:
        """Every page of the form, in the order the form itself leads through."""
        first = next(one for one in tasks.links("/form/") if len(one) > len(tasks.path))
        page = self.browser.open(first)
        pages = 0
        while page.path.startswith(f"{self.case}form/"):
            block = page.path.removeprefix(f"{self.case}form/").partition("/")[0]
            self.browser.step = f"fill in the page {page.path.removeprefix(self.case)}"
            values = answers["questions"] if block == "questions" else answers["blocks"].get(block)
            if values is None:
                raise page.failure("the form asks for a page that nothing is known about")
            heading = page.heading
            page = self._rows(page, values) if isinstance(values, list) else self._one(page, values)
            pages += 1
            rows = values if isinstance(values, list) else []
            self.story.say(WHO, f"填写“{heading}”", "filled in", f"{len(rows)} 行" if rows else "")
        self.story.say(WHO, f"表单 {pages} 页全部填好", f"all {pages} pages of the form done")

    def hand_in_materials(
        self, files: dict[str, list[File]], *, later: frozenset[str] = frozenset()
    ) -> None:
        """Upload to everything the page of materials lists, but for what is promised for later."""
        self.browser.step = "list the materials"
        listed = self.browser.open(f"{self.case}materials/")
        for address in listed.links("/materials/"):
            key = address.rstrip("/").rsplit("/", 1)[-1]
            if key == "materials" or key in later:
                continue
            self.browser.step = f"upload {key}"
            page = self.browser.open(address)
            if key not in files:
                raise page.failure("there is no file for this material")
            form = page.form(having="file")
            form.attach("file", files[key])
            page = page.submit(form)
            if missing := [one.name for one in files[key] if one.name not in page.text]:
                raise page.failure(f"{', '.join(missing)} is not on the page after the upload")
            names = "、".join(one.name for one in files[key])
            self.story.say(WHO, f"上传{page.heading.removeprefix('上传材料')}", "uploaded", names)

    def await_asked(self, key: str) -> None:
        """A register gave nothing for this material: it is asked for after all, and why is told."""
        asked = f"/materials/{key}/"
        self._await(f"{key} to be asked for", f"{self.case}materials/", lambda it: it.links(asked))
        self.story.say(
            WHO, "登记系统查不到，改为上传一份", "the register is silent: asked after all"
        )

    def review(self, shown: Iterable[str]) -> list[Invited]:
        """Check the answers, agree to each consent and promise, sign; who else has to sign.

        With nobody else to sign it is handed in at once.
        """
        self.browser.step = "check the answers"
        page = self.browser.open(f"{self.case}review/")
        for word in shown:
            if word not in page.text:
                raise page.failure("an answer is not on the page to check them")
        form = page.form(having="agree")
        agreed = form.tick_all("agree")
        self.story.say(WHO, f"核对全部内容，逐项同意 {agreed} 条", f"checked; {agreed} consents")
        self.browser.step = "ask the others to sign"
        page = page.submit(form)
        if page.path == self.case:
            self.story.say(WHO, "本人签字", "signed; nobody else has to")
            return []
        if page.path != f"{self.case}signatures/":
            raise page.failure("nobody is asked to sign")
        invited = [self._invited(address) for address in page.links(f"{self.case}signatures/")]
        self.story.say(
            WHO,
            f"本人签字，请另外 {len(invited)} 人签字",
            f"signed; {len(invited)} others are asked",
        )
        return invited

    def submit(self) -> str:
        """Hand in what everybody has signed; the case number."""
        self.browser.step = "hand in"
        page = self.browser.open(f"{self.case}signatures/")
        if page.path != self.case:
            page = page.submit(page.form(to=page.path))
        found = CASE_NUMBER.search(page.text)
        if page.path != self.case or found is None:
            raise page.failure("the case has no number after handing in")
        self.story.say(WHO, "提交申请", "submitted", found[0])
        return found[0]

    def receipt(self, case_number: str) -> bytes:
        """The receipt as PDF, as soon as it is made; it must name the case."""
        page = self._await("the receipt", self.case, receipt_on)
        content = self.browser.download(receipt_on(page)).content
        if case_number not in "".join(text_of(content).split()):
            raise page.failure("the receipt does not name the case")
        self.story.say(WHO, "下载收件回执，编号相符", "receipt downloaded and checked")
        return content

    def await_results(self, count: int) -> Page:
        """Look at the case again and again until so many results are made."""
        return self._await(
            f"{count} results", self.case, lambda page: len(page.soup.select(MADE)) == count
        )

    def _await(self, what: str, address: str, seen: Callable[[Page], object]) -> Page:
        """Open the page again and again until ``seen`` finds on it what is waited for."""
        self.browser.step = f"wait for {what}"
        latest = [self.browser.open(address)]

        def look() -> Page | None:
            if not seen(latest[0]):
                latest[0] = self.browser.open(address)
            return latest[0] if seen(latest[0]) else None

        return until(
            look,
            step=self.browser.step,
            address=self.browser.base + address,
            missing=lambda: latest[0].text[:300],
        )

    def ask_for_results(self) -> None:
        """What is decided is wanted now; the rest may come after."""
        self.browser.step = "ask for what is decided"
        page = self.browser.open(self.case)
        page.submit(page.form(to="/results/ask/"))
        self.story.say(WHO, "先领已经办好的结果", "asked for what is decided")

    def collect(self, count: int) -> list[Result]:
        """Download every result there is a file of; what a clinic makes comes on its own paper."""
        page = self.await_results(count)
        self.browser.step = "download the results"
        results = [self._result(page, link) for link in page.soup.select(RESULT)]
        for result in results:
            self.story.say(
                WHO, f"下载{result.name}", f"downloaded {len(result.pdf):,} bytes", result.number
            )
        return results

    def _result(self, page: Page, link: Tag) -> Result:
        address = attribute(link, "href")
        key, _dash, nth = address.partition("/results/")[2].removesuffix(".pdf").partition("-")
        number = page.part(link.parent or page.soup, ".number")
        return Result(
            key=key,
            name=link.get_text(" ").strip().removeprefix("下载").removesuffix("PDF").strip(),
            number=number.get_text(strip=True),
            pdf=self.browser.download(address).content,
            nth=int(nth or 0),
        )

    def _one(self, page: Page, values: dict[str, Any]) -> Page:
        """One page: what it asks is filled in, a control that only shows beside an answer next.

        A page of nothing but what may stay empty is just sent.
        """
        done: set[str] | None = None
        while True:
            form = next((one for one in page.forms() if one.button("on")), None)
            asked = {key for key in values if form and key in form.names}
            if form is None or asked == done:
                raise page.failure("the page was not taken, or asks for something else")
            self.browser.fill(page, form, {key: values[key] for key in asked})
            page = page.submit(form, press="on", expect=(OK, UNPROCESSABLE))
            if page.response.status_code == OK:
                return page
            done = asked

    def _rows(self, page: Page, rows: list[dict[str, Any]]) -> Page:
        """Each row by its own pages, then on from the list."""
        listed = page.path
        for row in rows:
            page = self.browser.open(page.link("/add/"))
            while page.path != listed:
                page = self._one(page, row)
        return page.submit(page.form(to=listed), press="on")

    def _invited(self, address: str) -> Invited:
        """One person's link, as the applicant would copy it."""
        page = self.browser.open(address)
        link = attribute(page.part(page.soup, "input#link"), "value")
        return Invited(int(address.rstrip("/").rsplit("/", 1)[-1]), link)

    def _sent_on(self, page: Page) -> Page:
        """The page after a form that leads elsewhere when it is right."""
        if page.soup.select_one(".error-summary") is not None:
            raise page.failure("the form was not taken")
        return page


def receipt_on(page: Page) -> str:
    """Where the receipt is: by itself at first, later among the letters of the case."""
    links = page.soup.select('a[href$=".pdf"]')
    return next((attribute(one, "href") for one in links if "回执" in one.get_text()), "")


def latest_code(phone: str) -> str:
    """The code of the last text message that came to a phone."""
    codes = CODE.findall([*received(phone)][-1])
    return str(codes[0])


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
