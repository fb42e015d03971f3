"""The one page of a case."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bundles.casework import services
from bundles.casework.models import Correction, Event, Submission
from bundles.casework.services import Defect
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.catalogue import versions
from portal.console.acceptance.case import CasePage
from portal.console.desk import deadlines
from portal.console.pages import words
from tests import cases
from tests.console.seats import Seat, text_of

ENGLISH = {"Accept-Language": "en"}
CODE = re.compile(r"\b(submission|work_item|issuance)\.[a-z_]+|\bE[1-6]\b|\bM\d\d\b(?!\.pdf)")

ROOT = Path(__file__).resolve().parents[3]


def test_the_form_is_laid_out_with_its_own_labels(batu: Seat, filed: Submission) -> None:
    page = text_of(batu.case(filed))
    version = versions.version(filed.version_id)
    blocks = filed.answers["blocks"]
    for block in version.blocks:
        if block.key in blocks:
            assert str(block.title) in page
    assert blocks["company_name"]["trade_name"] in page
    assert "股东 1" in page


def test_what_is_shown_is_what_was_handed_in(batu: Seat, filed: Submission) -> None:
    """The applicant's working copy is not the window's business until it is handed in again."""
    services.return_for_correction(
        filed.pk,
        seen=filed.revision,
        defects=[Defect("block:company_name", "字号与已登记企业相同，请更换。")],
        by=cases.clerk(),
    )
    old = filed.answers["blocks"]["company_name"]
    services.save_answers(
        filed.pk,
        block="company_name",
        values=old | {"trade_name": "还没交的字号"},
        by=cases.own(filed),
    )
    page = text_of(batu.case(filed))
    assert "还没交的字号" not in page
    assert old["trade_name"] in page


def test_progress_has_every_department_its_officer_and_its_light(batu: Seat) -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    cases.rejected(submission, "E2", grounds="印章样式不符合规定。")
    page = text_of(batu.case(submission))
    for piece in (
        "乌拉盖管理区市场监督管理局",
        "李卫东",
        "已通过",
        "营业执照",
        "印章样式不符合规定。",
        "已终止",
        "待部门办理",
        "还剩",
    ):
        assert piece in page


@pytest.mark.usefixtures("library")
def test_an_overdue_item_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = cases.in_review()
    due = cases.item(submission, "E1").promised_due
    assert due is not None
    monkeypatch.setattr("django.utils.timezone.now", lambda: due + timedelta(days=3))
    case = CasePage(submission)
    first = case.steps[0]
    assert (first.light, first.light_tone) == ("超期", "danger")
    assert first.left.startswith("已超期")
    assert case.light[0] == "danger"


def test_the_timeline_is_told_in_words_newest_first(batu: Seat) -> None:
    submission = cases.decided()
    page = text_of(batu.case(submission))
    story = page[page.index("办件经过 ") :]
    assert story.index("各事项全部办结") < story.index("签收") < story.index("分办到各部门")
    assert "巴图（综合窗口工作人员）" in page
    assert not CODE.search(page), CODE.search(page)


def test_every_event_of_a_whole_life_has_words(batu: Seat) -> None:
    cases.decided()
    taken = cases.filed()
    services.take_back(taken.pk, by=cases.own(taken))
    kinds = set(Event.objects.values_list("kind", flat=True))
    statuses = {f"submission.{status.value}" for status in SubmissionStatus} - {"submission.draft"}
    statuses |= {f"work_item.{status.value}" for status in WorkItemStatus} - {"work_item.waiting"}
    assert (kinds | statuses) <= set(words.EVENTS)


def test_every_event_named_in_the_source_has_words() -> None:
    written = re.compile(r'kind="((?:submission|work_item|issuance)\.[a-z_]+)"')
    sources = [path for room in ("bundles", "portal") for path in (ROOT / room).rglob("*.py")]
    named = {kind for path in sources for kind in written.findall(path.read_text())}
    assert "submission.agreed" in named
    assert named <= set(words.EVENTS)


def test_an_event_nobody_has_words_for_is_not_shown_as_a_code() -> None:
    with translation.override("zh-hans"):
        assert words.sentence("work_item.teleported", {}) == "办件有新的进展"


def test_corrections_are_listed_with_their_places(batu: Seat, filed: Submission) -> None:
    defects = [
        Defect("material:M08", "租赁合同缺少出租方签字，请补签。"),
        Defect("field:registered_address.address", "门牌号不一致，请核对。"),
    ]
    services.return_for_correction(filed.pk, seen=filed.revision, defects=defects, by=cases.clerk())
    page = text_of(batu.case(filed))
    assert "住所：街道、门牌号" in page
    assert "租赁合同缺少出租方签字，请补签。" in page
    assert "等待补正" in page


def test_buttons_stand_only_where_they_can_be_pressed(batu: Seat, filed: Submission) -> None:
    before = batu.case(filed).content.decode()
    after = batu.case(cases.accepted(filed)).content.decode()
    for verb in ("accept/", "return/", "refuse/"):
        assert f"/console/cases/{filed.number}/{verb}" in before
        assert f"/console/cases/{filed.number}/{verb}" not in after


def test_more_items_and_events_cost_no_more_queries(batu: Seat) -> None:
    def queries(submission: Submission) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert batu.case(submission).status_code == 200
        return len(captured)

    submission = cases.in_review()
    cases.approved(submission, "E1")
    batu.case(submission)
    before = queries(submission)
    for key in ("E2", "E3", "E4", "E5", "E6"):
        cases.approved(submission, key)
    assert queries(submission) <= before


def test_another_halls_case_does_not_exist(elsewhere: Seat, filed: Submission) -> None:
    assert elsewhere.case(filed).status_code == 404


def test_a_number_nobody_has_is_not_found(batu: Seat) -> None:
    for number in ("YJS152571202611230099994", "x", "YJS15257120261123000001%00"):
        assert batu.get(f"cases/{number}/").status_code in {400, 404}


def test_looking_is_not_posted(batu: Seat, filed: Submission) -> None:
    assert batu.post(f"cases/{filed.number}/").status_code == 405


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, filed: Submission) -> None:
    assert nobody.case(filed)["Location"].startswith("/console/login/")


@pytest.mark.parametrize(
    ("minutes", "overdue", "told"),
    [
        (25, False, "还剩 25 分钟"),
        (100, False, "还剩 1 小时 40 分"),
        (900, False, "还剩 2.5 个工作日"),
        (-200, True, "已超期 3 小时 20 分"),
    ],
)
def test_time_left_is_office_time_in_words(minutes: int, overdue: bool, told: str) -> None:
    assert deadlines.in_words(minutes, day=360, overdue=overdue) == told


def test_the_whole_page_speaks_english_to_those_who_read_it(batu: Seat) -> None:
    submission = cases.in_review()
    page = text_of(batu.client.get(f"/console/cases/{submission.number}/", headers=ENGLISH))
    assert "Company registration" in page
    for piece in ("各部门进度", "办件经过", "还剩", "公司设立登记"):
        assert piece not in page


def test_a_notice_is_chinese_whatever_the_clerks_screen(batu: Seat, filed: Submission) -> None:
    point = CasePage(filed).points[0]
    batu.client.post(
        f"/console/cases/{filed.number}/return/",
        {"seen": filed.revision, "step": "send", "point": point.key},
        headers=ENGLISH,
    )
    (defect,) = Correction.objects.get(submission=filed).defects
    assert re.search("[一-鿿]", defect["text"])
