"""A stranger at the verification page: a bank, say, that was shown the results."""

from __future__ import annotations

import re
from typing import Final

from portal.demo.applicant import Result, text_of
from portal.demo.browsing import Browser
from portal.demo.exceptions import StepFailed
from portal.demo.forms import File
from portal.demo.telling import Story

WHO: Final = "核验人"
CHECK_CODE: Final = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
VALID: Final = "核验通过：有效"
INVALID: Final = "核验不通过"
NOT_FOUND: Final = 404


class Verifier:
    def __init__(self, browser: Browser, story: Story) -> None:
        self.browser, self.story = browser, story

    def by_number(self, result: Result) -> None:
        """With number and check code as they are printed on the paper."""
        self.browser.step = f"verify {result.key} by its number"
        page = self.browser.open("/verify/")
        form = page.form(having="code")
        self.browser.fill(page, form, {"number": result.number, "code": self.check_code(result)})
        page = page.submit(form)
        if VALID not in page.text or result.number not in page.text:
            raise page.failure("the number is not confirmed")
        self.story.say(WHO, f"{result.name}：编号、校验码相符，有效", "number and code hold")

    def by_file(self, result: Result) -> None:
        self.browser.step = f"verify {result.key} by its file"
        page = self.browser.open("/verify/")
        form = page.form(having="pdf")
        form.attach("pdf", [File("result.pdf", result.pdf, "application/pdf")])
        page = page.submit(form)
        if VALID not in page.text or result.number not in page.text:
            raise page.failure("the file is not confirmed")
        self.story.say(WHO, f"{result.name}：上传的文件即签发的文件", "the file is the issued one")

    def altered(self, result: Result) -> None:
        """One byte more, and it is not the issued one any more."""
        self.browser.step = f"verify an altered {result.key}"
        page = self.browser.open("/verify/")
        form = page.form(having="pdf")
        form.attach("pdf", [File("altered.pdf", result.pdf + b"\n", "application/pdf")])
        page = page.submit(form, expect=NOT_FOUND)
        if INVALID not in page.text:
            raise page.failure("an altered file was not refused")
        self.story.say(WHO, f"改动一个字节的{result.name}：不通过", "an altered copy is refused")

    def check_code(self, result: Result) -> str:
        """The code beside the number; letters are set apart on the paper."""
        found = CHECK_CODE.search("".join(text_of(result.pdf).split()))
        if found is None:
            raise StepFailed(
                self.browser.step, f"{result.key}.pdf", "no check code is printed on it"
            )
        return found[0]
