"""The page on which a case is accepted: item by item, one clerk at a time, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bundles.casework import services
from bundles.casework.models import PreCheck, Submission
from bundles.casework.states import SubmissionStatus
from portal.console.acceptance.case import CasePage
from tests import cases
from tests.console.seats import Seat, account, sign_in, text_of

PART = {
    "item-E5": "refuse",
    "because-E5": "单位住所地不在服务范围。",
    "foreign-E5": "on",
    "competent-E5": "锡林浩特市住房公积金管理部",
}
COLLEAGUE = "WLG-ZW-02"


@pytest.fixture
def naren(library: None) -> Seat:
    return Seat(COLLEAGUE)


def first_point(submission: Submission) -> Any:
    return CasePage(submission).points[0]


def ticked(response: Any, key: str) -> bool:
    found = re.search(rf'name="point" value="{re.escape(key)}"[^>]*>', response.content.decode())
    return found is not None and " checked" in found[0]


def test_the_plan_says_who_decides_by_when_and_what_comes_first(
    batu: Seat, filed: Submission
) -> None:
    page = text_of(batu.case(filed))
    assert "先办好 公司设立登记、公章刻制备案" in page
    assert "乌拉盖管理区市场监督管理局" in page
    assert batu.case(filed).content.decode().count('name="item-E') == 6


def test_leaving_an_item_out_is_asked_once_more_naming_what_falls(
    batu: Seat, filed: Submission
) -> None:
    dropped = {"item-E2": "drop"}
    page = text_of(batu.verb(filed, "accept", **dropped))
    assert "银行预约开户：须以上列事项的结果为前提，一并终止" in page.replace(" ", "")
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED
    assert batu.verb(filed, "accept", confirmed="1", **dropped).status_code == 302
    assert [one.key for one in filed.left_out.all()] == ["E2"]


def test_an_item_is_not_accepted_with_the_right_address(batu: Seat, filed: Submission) -> None:
    assert batu.verb(filed, "accept", confirmed="1", **PART).status_code == 302
    page = text_of(batu.case(filed))
    assert "请向锡林浩特市住房公积金管理部申请" in page


def test_without_a_reason_it_stays_on_the_page_with_what_was_said(
    batu: Seat, filed: Submission
) -> None:
    said = PART | {"competent-E5": "", "point": first_point(filed).key}
    response = batu.verb(filed, "accept", **said)
    assert response.status_code == 422
    assert "单位住所地不在服务范围。" in response.content.decode()
    assert ticked(response, first_point(filed).key)


def test_without_anything_left_the_whole_is_to_be_refused(batu: Seat, filed: Submission) -> None:
    page = text_of(batu.verb(filed, "accept", **{"item-E1": "drop"}))
    assert "没有事项可以受理" in page
    response = batu.verb(filed, "accept", confirmed="1", **{"item-E1": "drop"})
    assert response.status_code == 422
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_the_second_of_two_clerks_is_told_who_and_keeps_what_was_ticked(
    batu: Seat, naren: Seat, filed: Submission
) -> None:
    point = first_point(filed)
    assert batu.verb(filed, "accept").status_code == 302
    response = naren.verb(filed, "return", step="send", point=point.key)
    assert response.status_code == 409
    page = text_of(response)
    assert "巴图（综合窗口工作人员）：受理申请" in page.replace(" ", "")
    assert "没有发出" in page
    assert point.defect in page


def test_a_colleagues_case_is_taken_over_deliberately(
    batu: Seat, naren: Seat, filed: Submission
) -> None:
    assert batu.verb(filed, "take").status_code == 302
    assert "巴图自" in text_of(naren.case(filed)).replace(" ", "")
    point = first_point(filed)
    response = naren.verb(filed, "accept", point=point.key)
    assert response.status_code == 409
    assert ticked(response, point.key)
    assert naren.verb(filed, "take").status_code == 302
    assert naren.verb(filed, "accept").status_code == 302


def test_a_case_is_handed_on_and_put_back(batu: Seat, naren: Seat, filed: Submission) -> None:
    batu.verb(filed, "take")
    assert batu.verb(filed, "hand-on", to=COLLEAGUE).status_code == 302
    assert "由您在办" in text_of(naren.case(filed))
    assert naren.verb(filed, "put-back").status_code == 302
    assert "还没有人接手" in text_of(batu.case(filed))


def test_an_ended_session_loses_neither_ticks_nor_texts(batu: Seat, filed: Submission) -> None:
    point = first_point(filed)
    batu.client.logout()
    said = {"point": point.key, "about": "material:M08", "text": "缺少签字页。"}
    response = batu.verb(filed, "return", step="send", **said)
    assert response.status_code == 302
    assert "/console/login/" in response["Location"]
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED
    sign_in(batu.client, account("WLG-ZW-01"))
    response = batu.case(filed)
    assert "没有发出" in text_of(response)
    assert ticked(response, point.key)
    assert "缺少签字页。" in response.content.decode()
    assert not ticked(batu.case(filed), point.key)


def test_the_law_that_will_accept_is_seen_coming(batu: Seat, library: None) -> None:
    cases.with_licence("E2")
    submission = cases.filed()
    assert re.search(r"还有 \d 天视为受理", text_of(batu.case(submission)))
    assert re.search(r"还有 \d 天视为受理", text_of(batu.get("")))
    assert re.search(r"还有 \d 天视为受理", text_of(batu.get("queues/waiting/")))


def test_a_pre_check_is_shown_and_waited_for(batu: Seat, library: None) -> None:
    cases.with_pre_check("E6")
    submission = cases.filed()
    assert "等部门预审" in text_of(batu.case(submission))
    assert batu.verb(submission, "accept").status_code == 422
    check = PreCheck.objects.get()
    services.pass_pre_check(check.pk, seen=1, by=cases.officer("WLG-YH-01"))
    assert "部门预审通过" in text_of(batu.case(submission))
    assert batu.verb(submission, "accept").status_code == 302


def test_progress_comes_by_itself_until_all_is_decided(batu: Seat, library: None) -> None:
    submission = cases.in_review()
    live = batu.get(f"cases/{submission.number}/progress/").content.decode()
    assert 'hx-trigger="every 5s"' in live
    cases.decided(submission)
    over = batu.get(f"cases/{submission.number}/progress/").content.decode()
    assert "hx-trigger" not in over
    assert "全部办结" in over


@pytest.mark.parametrize(
    ("made", "most"), [(cases.filed, 20), (cases.in_review, 19), (cases.decided, 20)]
)
def test_the_page_costs_so_many_queries(
    batu: Seat, library: None, made: Callable[[], Submission], most: int
) -> None:
    submission = made()
    batu.case(submission)
    with CaptureQueriesContext(connection) as captured:
        assert batu.case(submission).status_code == 200
    assert len(captured) <= most, len(captured)
