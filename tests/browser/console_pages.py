"""Every page of the console, by who opens it, with cases in every state behind them.

A page is added by one line in ``pages``; what has to be done to reach it is done in ``set_up``, by
the steps people do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.test import Client
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import MachineStep, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.issuance import services as issuance
from tests import cases
from tests.console.seats import ULGAI, ULGAI_HEAD, account, sign_in

DEFECTS = [
    Defect("material:M08", "租赁合同缺少出租方签字，请补签后重新上传。"),
    Defect("material:M09", "身份证件复印件看不清楚，请重新拍照。"),
]


@dataclass(frozen=True)
class Stage:
    filed: Submission
    returned: Submission
    in_review: Submission
    issued: Submission
    refused: Submission


@dataclass(frozen=True)
class Page:
    """``who`` is a staff number, empty for nobody; ``typed`` goes into the search field, then each
    of ``pressed`` is pressed.
    """

    name: str
    address: str = ""
    who: str = ULGAI
    typed: str = ""
    pressed: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.name} /console/{self.address}"


def set_up() -> Stage:
    """A hall on an ordinary morning."""
    filed = [cases.filed() for _time in range(5)]
    services.take(filed[0].pk, by=cases.clerk())
    returned, answered, refused = cases.filed(), cases.filed(), cases.filed()
    for one in (returned, answered):
        services.return_for_correction(one.pk, seen=one.revision, defects=DEFECTS, by=cases.clerk())
    services.resubmit(
        answered.pk,
        reviewed=review_hash(cases.fresh(answered)),
        by=cases.own(answered),
        unchanged_because="原来填写的没有错。",
    )
    services.refuse(
        refused.pk,
        seen=refused.revision,
        reasons="所申请的事项依法由自治区市场监督管理局办理。",
        by=cases.clerk(),
    )
    issued = cases.decided()
    issuance.issue(issued.pk)
    in_review = cases.in_review()
    MachineStep.objects.create(
        submission=in_review,
        name="papers",
        failures=5,
        error="PrintingFailed: 字库中没有“㐬”字",
        failed_at=timezone.now(),
        stalled_at=timezone.now(),
    )
    kept = (filed[0], returned, in_review, issued, refused)
    return Stage(*(cases.fresh(one) for one in kept))


def pages(stage: Stage) -> Iterator[Page]:
    yield from _desk(stage)
    yield from _cases(stage)
    yield from _library()


def _desk(stage: Stage) -> Iterator[Page]:
    yield Page("desk")
    yield Page("desk of the head", who=ULGAI_HEAD)
    for queue in (
        "waiting",
        "resubmitted",
        "correction",
        "in-review",
        "results",
        "closed",
        "ended",
    ):
        yield Page(f"list {queue}", f"queues/{queue}/")
    yield Page("search", "cases/")
    yield Page("search, by the end", typed="2026")
    yield Page("search, nothing found", typed="99999999")
    yield Page("search, not ours", typed="https://example.org/a")
    yield Page("search, why", typed=stage.filed.applicant.name)
    yield Page("search, a person", typed=stage.filed.applicant.name, pressed=("申请人到场",))
    yield Page("search, no such person", typed="额尔敦", pressed=("申请人到场",))


def _cases(stage: Stage) -> Iterator[Page]:
    for state in ("filed", "returned", "in_review", "issued", "refused"):
        yield Page(f"case {state}", f"cases/{getattr(stage, state).number}/")
    yield Page("refuse", f"cases/{stage.filed.number}/refuse/")
    yield Page("hand over", f"cases/{stage.issued.number}/hand-over/1/")


def _library() -> Iterator[Page]:
    for model in ("catalogue/bundleversion", "departments/serviceitem", "departments/calendarday"):
        yield Page(f"library {model}", f"{model}/")


def session(number: str) -> list[dict[str, str]]:
    """The cookies of an officer who has signed in with both factors."""
    client = Client()
    if number:
        sign_in(client, account(number))
    return [{"name": one.key, "value": one.value} for one in client.cookies.values()]
