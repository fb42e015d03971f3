"""One company from an empty web form to six results in hand, in order, through the three doors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from portal.demo.applicant import Applicant, Invited, Result
from portal.demo.browsing import Browser
from portal.demo.clerk import Clerk
from portal.demo.company import Company
from portal.demo.department import Department
from portal.demo.exceptions import DemoFailed
from portal.demo.materials import materials
from portal.demo.people import People, SignIn
from portal.demo.seal_maker import SealMaker
from portal.demo.signatory import Signatory
from portal.demo.telling import Story
from portal.demo.verifier import Verifier

FIRST: Final = ("E1",)
BESIDE: Final = ("E2", "E3", "E4", "E5")
LAST: Final = ("E6",)


@dataclass
class Played:
    case_number: str = ""
    receipt: bytes = b""
    results: list[Result] = field(default_factory=list)


@dataclass
class Play:
    """Everybody who takes part, over HTTP at ``base``; ``look`` raises when the play must end."""

    base: str
    company: Company
    people: People
    sign_in: SignIn
    story: Story
    look: Callable[[], None]
    played: Played = field(default_factory=Played)
    given_up: threading.Event = field(default_factory=threading.Event)

    def perform(self) -> Played:
        with self.browser() as screen, self.browser() as desk, self.browser() as elsewhere:
            applicant, clerk = Applicant(screen, self.story), Clerk(desk, self.story)
            with self.story.stage(
                "apply", "一、申请人填表提交", "The applicant fills in and submits"
            ):
                self.apply(applicant)
            with self.story.stage("accept", "二、综合窗口受理", "The window accepts"):
                clerk.sign_in(self.people.clerk)
                clerk.accept(self.played.case_number)
            with self.story.stage("decide", "三、六个部门办理", "Six departments decide"):
                for keys in (FIRST, BESIDE, LAST):
                    self.decide(keys)
            with self.story.stage("issue", "四、统一出件", "Results are issued together"):
                applicant.await_issued()
                self.story.say("系统", "六个结果已制作、签名、编号", "six results made and signed")
            with self.story.stage("hand_over", "五、窗口交付", "The window hands over"):
                with self.browser() as shop:
                    SealMaker(shop, self.story).make(self.people.seal_maker)
                clerk.hand_over(self.played.case_number, self.company)
            with self.story.stage("collect", "六、下载结果", "The applicant downloads the results"):
                self.played.results = applicant.collect()
            with self.story.stage("verify", "七、任何人都能核验", "Anybody can verify"):
                self.verify(Verifier(elsewhere, self.story))
        return self.played

    def apply(self, applicant: Applicant) -> None:
        applicant.sign_up(self.company, self.sign_in)
        tasks = applicant.begin()
        applicant.fill_in(tasks, self.company.answers)
        applicant.hand_in_materials(materials(self.company))
        self.sign(applicant.review(self.company))
        self.played.case_number = applicant.submit()
        self.played.receipt = applicant.receipt(self.played.case_number)

    def sign(self, invited: Iterable[Invited]) -> None:
        """Everybody at a screen of their own, signed in nowhere."""
        people = self.company.signatories
        for one in invited:
            with self.browser() as telephone:
                Signatory(telephone, self.story).confirm(one.link, people[one.number - 1])

    def decide(self, keys: Iterable[str]) -> None:
        """Departments that wait for the same thing work at the same time."""
        results = {key: self.company.result(key) for key in keys}  # drawn in order, not in a race
        with ThreadPoolExecutor(len(results)) as pool:
            running = [pool.submit(self.decide_one, key, data) for key, data in results.items()]
            try:
                for decided in as_completed(running):
                    decided.result()
            except BaseException:
                self.given_up.set()  # the others would wait for something that never comes
                raise

    def decide_one(self, key: str, result: dict[str, object]) -> None:
        acting = self.people.keys[key]
        department = Department(
            self.base,
            name=acting.department_name,
            key=acting.key,
            officer=acting.officer,
            story=self.story,
            waiting=self.still_on,
        )
        try:
            decided = department.decide(self.played.case_number, key, result)
        finally:
            department.close()
        if decided["status"] != "approved":
            raise DemoFailed(f"{key} stands at {decided['status']} after its approval")

    def verify(self, verifier: Verifier) -> None:
        for result in self.played.results:
            verifier.by_number(result)
            verifier.by_file(result)
        verifier.altered(self.played.results[0])

    def still_on(self) -> None:
        if self.given_up.is_set():
            raise DemoFailed("another department could not go on")
        self.look()

    @contextmanager
    def browser(self) -> Iterator[Browser]:
        browser = Browser(self.base, waiting=self.look)
        try:
            yield browser
        finally:
            browser.close()
