"""Every page of the console, by who opens it, with cases in every state behind them.

The list is that of the authorisation matrix: an address that nobody may open there fails there, and
one that answers with a page is looked at here, as the first role that may. Further states of a page
are one line each in ``further``; what has to be done to reach them is done by the steps people do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import MachineStep, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from portal.web.views.kiosk import COOKIE as KIOSK
from tests import cases
from tests.browser.busy_hall import Floor, busy
from tests.console import stage as console_stage
from tests.console.matrix import ROWS
from tests.console.stage import Role, Stage

ORDER: Final = (
    *(Role.CLERK, Role.HEAD, Role.SUPERVISOR, Role.HELPER),
    *(Role.SYSTEM, Role.SECURITY, Role.AUDIT, Role.PROVIDER),
    *(Role.LOCKED, Role.HALF, Role.ANONYMOUS),
)
PHONE: Final = (375, 812)
ONLY_BEFORE: Final = {"admin:login": Role.ANONYMOUS, "admin:second": Role.HALF}
"""Who is in already is sent on from these."""

WAITING: Final = ("哈斯巴根", "徐国强", "萨仁花", "高丽娜")
ANSWERED: Final = ("宝力道", "林海燕", "牧其尔")
DEFECTS: Final = [
    Defect("material:M08", "租赁合同缺少出租方签字，请补签后重新上传。"),
    Defect("material:M09", "身份证件复印件看不清楚，请重新拍照。"),
]


@dataclass(frozen=True)
class Page:
    """``typed`` goes into the search field, ``ticks`` check-points are ticked, ``pressed`` pressed.

    ``screen``: a machine or a telephone of that size, instead of the two of the desk.
    """

    name: str
    address: str = "/console/"
    who: Role = Role.CLERK
    typed: str = ""
    ticks: int = 0
    pressed: tuple[str, ...] = field(default=())
    screen: tuple[int, int] | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.address} ({self.who.value})"


@dataclass(frozen=True)
class Morning:
    """What has happened in the hall besides the matrix's two cases."""

    waiting: Submission
    returned: Submission
    in_review: Submission
    refused: Submission
    floor: Floor


def set_up() -> Stage:
    return console_stage.set_up()


def a_morning(stage: Stage) -> Morning:
    """A hall on an ordinary day."""
    floor = busy(stage)
    filed = [cases.filed(cases.an_applicant(name)) for name in WAITING]
    services.take(filed[0].pk, by=cases.clerk())
    returned, answered, refused = (cases.filed(cases.an_applicant(name)) for name in ANSWERED)
    for one in (returned, answered):
        services.return_for_correction(one.pk, seen=one.revision, defects=DEFECTS, by=cases.clerk())
    services.resubmit(
        answered.pk,
        reviewed=review_hash(cases.fresh(answered)),
        by=cases.own(answered),
        unchanged_because="原来填写的没有错。",
    )
    reasons = "所申请的事项依法由自治区市场监督管理局办理。"
    services.refuse(refused.pk, seen=refused.revision, reasons=reasons, by=cases.clerk())
    in_review = cases.in_review(cases.filed(cases.an_applicant("娜仁托娅")))
    MachineStep.objects.create(
        submission=in_review,
        name="papers",
        failures=5,
        error="PrintingFailed: 字库中没有“㐬”字",
        failed_at=timezone.now(),
        stalled_at=timezone.now(),
    )
    waiting = cases.fresh(filed[0])
    return Morning(
        waiting, cases.fresh(returned), cases.fresh(in_review), cases.fresh(refused), floor
    )


def pages(stage: Stage, morning: Morning) -> Iterator[Page]:
    """One for each address that answers with a page, and the further states of some."""
    for name, row in ROWS.items():
        who = ONLY_BEFORE.get(name) or next((one for one in ORDER if one in row.passes), None)
        if "GET" not in row.methods or who is None:
            continue
        with suppress(NoReverseMatch):  # a row of an address that is gone fails in the matrix
            address = reverse(name, kwargs=row.at(stage))
            if is_page(stage, who, address):
                yield Page(name.removeprefix("admin:"), address, who)
    yield from further(stage, morning)


def is_page(stage: Stage, who: Role, address: str) -> bool:
    """Whether it answers with HTML of its own: no file, no onward step, no part of a page."""
    answer = stage.client(who).get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    html = answer.get("Content-Type", "").startswith("text/html")
    return answer.status_code == 200 and html and b"<body" in content


def further(stage: Stage, morning: Morning) -> Iterator[Page]:
    for who in (Role.HEAD, Role.SUPERVISOR, Role.HELPER):
        yield Page("index", who=who)
    for queue in ("resubmitted", "correction", "in-review", "results", "closed", "ended"):
        yield Page(f"queue {queue}", f"/console/queues/{queue}/")
    for state in ("returned", "in_review", "refused"):
        yield Page(f"case {state}", f"/console/cases/{getattr(morning, state).number}/")
    yield Page("case issued", f"/console/cases/{stage.issued.number}/")
    waiting = f"/console/cases/{morning.waiting.number}/"
    yield Page("case ticked", waiting, ticks=3)
    yield Page("notice preview", waiting, ticks=3, pressed=("预览补正告知书",))
    person = stage.filed.applicant.name
    yield Page("search, nothing found", typed="99999999")
    yield Page("search, not ours", typed="https://example.org/a")
    yield Page("search, why", typed=person)
    yield Page("search, a person", typed=person, pressed=("申请人到场",))
    yield Page("search, no such person", typed="额尔敦", pressed=("申请人到场",))
    yield Page("locked", who=Role.LOCKED)
    yield Page("not theirs", "/console/queues/waiting/", Role.AUDIT)
    for which in ("post", "overdue", "scans", "today"):
        yield Page(f"handovers {which}", reverse("admin:handovers", args=[which]))
    yield Page("case ready", f"/console/cases/{morning.floor.ready.number}/")
    yield Page("collect", reverse("admin:hand_over", args=[morning.floor.ready.number]))
    yield from around(morning.floor)


def around(floor: Floor) -> Iterator[Page]:
    """What people in the hall meet beside the desk: machines, screens, their own telephone."""
    nobody = Role.ANONYMOUS
    yield Page("kiosk", "/kiosk/", nobody, screen=(1080, 1920))
    yield Page("display", "/display/wlg-hall/", nobody, screen=(1920, 1080))
    yield Page("beside", reverse("web:beside", args=[floor.beside]), nobody, screen=PHONE)
    yield Page("appointments", reverse("web:appointments"), Role.APPLICANT, screen=PHONE)
    yield Page("book", reverse("web:appointment-book"), Role.APPLICANT, screen=PHONE)


def sessions(stage: Stage, floor: Floor) -> dict[Role, list[dict[str, str]]]:
    """The cookies of those who open pages, as the browser takes them."""
    held = {
        role: [{"name": one.key, "value": one.value} for one in stage.cookies[role].values()]
        for role in (*ORDER, Role.APPLICANT)
    }
    return held | {Role.ANONYMOUS: [{"name": KIOSK, "value": floor.kiosk}]}
