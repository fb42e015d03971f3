"""One company from an empty web form to six results in hand, in order, through the three doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from portal.demo.applicant import Applicant
from portal.demo.clerk import Clerk
from portal.demo.company import Company
from portal.demo.materials import materials
from portal.demo.people import COMPANY
from portal.demo.playing import Played, Playing
from portal.demo.seal_maker import SealMaker
from portal.demo.verifier import Verifier

FIRST: Final = ("E1",)
BESIDE: Final = ("E2", "E3", "E4", "E5")
LAST: Final = ("E6",)


@dataclass
class Play(Playing):
    errand: Company
    proof: ClassVar[str] = "prove"

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
                applicant.await_results(6)
                self.story.say("系统", "六个结果已制作、签名、编号", "six results made and signed")
            with self.story.stage("hand_over", "五、窗口交付", "The window hands over"):
                with self.browser() as shop:
                    SealMaker(shop, self.story).make(self.people.seal_maker)
                clerk.hand_over(self.played.case_number, self.errand.founder)
                clerk.has_closed(self.played.case_number)
            with self.story.stage("collect", "六、下载结果", "The applicant downloads the results"):
                self.played.results = applicant.collect(6)
            with self.story.stage("verify", "七、任何人都能核验", "Anybody can verify"):
                self.verify(Verifier(elsewhere, self.story))
        return self.played

    def apply(self, applicant: Applicant) -> None:
        company = self.errand
        applicant.sign_up(company.founder, self.sign_in)
        tasks = applicant.begin(COMPANY)
        applicant.fill_in(tasks, company.answers)
        applicant.hand_in_materials(materials(company))
        founder = company.founder
        self.sign(applicant.review((founder.name, founder.id_number, "乳制品加工")))
        self.played.case_number = applicant.submit()
        self.played.receipt = applicant.receipt(self.played.case_number)
