"""One small restaurant: asked once, one register down on the day, the health certificates later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from portal.demo.applicant import Applicant
from portal.demo.clerk import Clerk
from portal.demo.people import RESTAURANT
from portal.demo.playing import Played, Playing
from portal.demo.register import Register
from portal.demo.restaurant import Restaurant
from portal.demo.restaurant_files import materials
from portal.demo.verifier import Verifier

FIRST: Final = ("R1",)
BESIDE: Final = ("R2b", "R3", "R6", "R7", "R8", "R9")
LATE: Final = ("R4",)
TITLE: Final = "M04"
FOLLOWS: Final = frozenset({"M14"})
"""The health certificates: promised for later, and what the clinic makes keeps the promise."""

TOGETHER: Final = 7
PEOPLE: Final = 2


@dataclass
class RestaurantPlay(Playing):
    errand: Restaurant
    proof: ClassVar[str] = "restaurant_prove"

    def perform(self) -> Played:
        story = self.story
        with self.browser() as screen, self.browser() as desk, self.browser() as elsewhere:
            applicant, clerk = Applicant(screen, story), Clerk(desk, story)
            with story.stage(
                "restaurant_apply", "一、经营者填表提交", "The operator fills in and submits"
            ):
                self.apply(applicant)
            with story.stage("restaurant_accept", "二、综合窗口受理", "The window accepts"):
                clerk.sign_in(self.people.clerk)
                clerk.accept(self.played.case_number)
            with story.stage(
                "restaurant_decide", "三、部门并联办理", "Departments decide side by side"
            ):
                self.decide(FIRST)
                self.decide(BESIDE)
            with story.stage(
                "restaurant_together", "四、办好的一次领走", "What is ready is handed over together"
            ):
                applicant.ask_for_results()
                applicant.await_results(TOGETHER)
                story.say("系统", "七个结果一起出件，健康证不耽误", "seven together, one still out")
                clerk.hand_over(self.played.case_number, self.errand.operator)
            with story.stage(
                "restaurant_later", "五、健康证随后送达", "The health certificates come after"
            ):
                self.decide(LATE)
                applicant.await_results(TOGETHER + PEOPLE)
                story.say("系统", "每人一张健康证", "a certificate for each person")
                clerk.hand_over(self.played.case_number, self.errand.operator)
                clerk.has_closed(self.played.case_number)
            with story.stage(
                "restaurant_verify", "六、下载并核验", "Everything is downloaded and verified"
            ):
                self.played.results = applicant.collect(TOGETHER + PEOPLE)
                self.verify(Verifier(elsewhere, story))
        return self.played

    def apply(self, applicant: Applicant) -> None:
        operator = self.errand.operator
        applicant.sign_up(operator, self.sign_in)
        with self.browser() as screen, Register(screen, self.story).down("real_estate"):
            tasks = applicant.begin(RESTAURANT)
            applicant.fill_in(tasks, self.errand.answers)
            applicant.await_asked(TITLE)
            applicant.hand_in_materials(materials(self.errand), later=FOLLOWS)
            scope = self.errand.answers["blocks"]["shop"]["scope"]
            self.sign(applicant.review((operator.name, operator.id_number, scope)))
            self.played.case_number = applicant.submit()
        self.played.receipt = applicant.receipt(self.played.case_number)
