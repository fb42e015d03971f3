"""The list of what is to be done, one question a page, and what answers make come and go."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applicants.profiles import tell
from bundles.casework.models import Submission
from portal.accounts.models import User
from tests import restaurants
from tests.web.company import QUESTIONS, REPEATED, SINGLE, as_sent, begin, filed


@pytest.fixture
def case(his: Client) -> str:
    return begin(his)


def answers() -> dict[str, Any]:
    return Submission.objects.order_by("-id")[0].answers


def states(client: Client, case: str) -> dict[str, str]:
    chapters = client.get(f"{case}form/").context["chapters"]
    return {page.key: page.progress.value for _title, pages in chapters for page in pages}


def test_what_hangs_on_a_question_cannot_start_before_it(his: Client, case: str) -> None:
    before = states(his, case)
    assert before["staff"] == "blocked"
    assert before["company_name"] == "empty"
    his.post(f"{case}form/questions/", QUESTIONS)
    after = states(his, case)
    assert after["questions"] == "done"
    assert after["staff"] == "empty"


def test_how_far_it_has_come_is_counted(his: Client, case: str) -> None:
    his.post(f"{case}form/questions/", QUESTIONS)
    his.post(f"{case}form/capital/", {"amount": "1000000"})
    his.post(f"{case}form/company_name/name/", {"region": "乌拉盖"})
    assert states(his, case)["company_name"] == "partly"
    assert "完成 2 项，共 19 项" in his.get(f"{case}form/").content.decode()


def test_each_question_is_a_page_and_leads_to_the_next(his: Client, case: str) -> None:
    address = his.get(f"{case}form/questions/")["Location"]
    asked = []
    while "/questions/" in address:
        page = his.get(address)
        (control,) = page.context["controls"]
        asked.append(control.name)
        answer = his.post(address, as_sent(page, **{control.name: QUESTIONS[control.name]}))
        address = answer["Location"]
    assert asked == list(QUESTIONS)
    assert address == f"{case}form/company_name/"


@pytest.mark.parametrize("key", ["area", "dishes"])
def test_a_question_alone_on_its_page_stands_there_once(his: Client, wang: User, key: str) -> None:
    submission = restaurants.draft(wang.applicant)
    page = his.get(f"/cases/{submission.token}/form/questions/{key}/")
    (control,) = page.context["controls"]
    above, controls = page.content.decode().split('<div id="controls">')
    assert "<h1>" not in above
    (heading,) = re.findall(r"<h1>.*?</h1>", controls, re.DOTALL)
    assert controls.count(str(control.label)) == heading.count(str(control.label)) == 1


def test_a_question_that_no_longer_matters_is_skipped_and_its_answer_goes(
    his: Client, case: str
) -> None:
    his.post(f"{case}form/questions/", QUESTIONS | {"special_invoices": "yes"})
    page = his.get(f"{case}form/questions/invoices/")
    answer = his.post(f"{case}form/questions/invoices/", as_sent(page, invoices="no"))
    assert answer["Location"] == f"{case}form/questions/has_agent/"
    assert "special_invoices" not in answers()["questions"]


def hire_nobody(client: Client, case: str, then: str = "on") -> None:
    page = client.get(f"{case}form/questions/hires_staff/")
    client.post(f"{case}form/questions/hires_staff/", as_sent(page, hires_staff="no", then=then))


@pytest.fixture
def with_staff(his: Client, case: str) -> str:
    his.post(f"{case}form/questions/", QUESTIONS)
    his.post(f"{case}form/staff/add/", REPEATED["staff"][0] | {"row-id": "00000001"})
    return case


def test_a_page_that_no_longer_matters_goes_with_its_answers(his: Client, with_staff: str) -> None:
    hire_nobody(his, with_staff)
    assert not answers()["blocks"]["staff"]
    page = his.get(f"{with_staff}form/questions/extra_seals/").content.decode()
    assert "不再需要“员工名单”" in page
    assert "staff" not in states(his, with_staff)
    his.post(f"{with_staff}undo/")
    assert answers()["questions"]["hires_staff"] is True
    assert answers()["blocks"]["staff"][0]["name"] == "李娜"


def test_a_slip_of_the_finger_brings_everything_back(his: Client, with_staff: str) -> None:
    hire_nobody(his, with_staff, then="keep")
    page = his.get(f"{with_staff}form/questions/hires_staff/")
    his.post(f"{with_staff}form/questions/hires_staff/", as_sent(page, hires_staff="yes"))
    assert answers()["blocks"]["staff"][0]["name"] == "李娜"


def test_a_page_without_anything_to_ask_is_passed_over(his: Client, case: str) -> None:
    his.post(f"{case}form/questions/", QUESTIONS | {"premises": "owned"})
    page = his.get(f"{case}form/registered_address/telephone/")
    answer = his.post(
        f"{case}form/registered_address/telephone/", as_sent(page, phone="0479-3351234")
    )
    assert answer["Location"] == f"{case}form/capital/"
    address = his.get(f"{case}form/registered_address/premises/")["Location"]
    assert address == f"{case}form/registered_address/"


def test_the_profile_fills_in_and_says_so(his: Client, wang: Any, case: str) -> None:
    assert states(his, case)["legal_representative"] == "known"
    page = his.get(f"{case}form/legal_representative/")
    assert "取自您的个人资料" in page.content.decode()
    assert "legal_representative" not in answers()["blocks"]
    his.post(f"{case}form/legal_representative/", as_sent(page))
    assert answers()["blocks"]["legal_representative"]["name"] == "王晓明"
    assert states(his, case)["legal_representative"] == "done"
    assert "取自" not in his.get(f"{case}form/legal_representative/").content.decode()


def test_an_earlier_case_fills_in_with_its_day(his: Client, wang: Any) -> None:
    filed(his)
    day = timezone.localdate() - timedelta(days=20)
    at = timezone.now() - timedelta(days=20)
    Submission.objects.update(submitted_at=at)
    tell(wang.applicant, {"address": "振兴路8号"})
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    page = his.get(f"{case}form/liaison/").content.decode()
    assert f"取自 {day.isoformat()} 的申请" in page
    assert 'value="李娜"' in page
    assert answers()["blocks"] == {}


def test_the_place_is_chosen_step_by_step(his: Client, case: str) -> None:
    his.post(f"{case}form/questions/", QUESTIONS)
    way = f"{case}form/registered_address/place/"
    page = his.get(way)
    control = page.context["controls"][0]
    assert control.above == "内蒙古自治区锡林郭勒盟乌拉盖管理区"
    assert control.levels[0].options[0].text == "巴彦胡硕镇"
    answer = his.post(way, as_sent(page, address="振兴路1号"))
    assert answer.status_code == 422
    assert "请选择所在地区" in answer.content.decode()
    answer = his.post(way, as_sent(page, address="振兴路1号", division="152502001000"))
    assert "所在地区应在内蒙古自治区锡林郭勒盟乌拉盖管理区" in answer.content.decode()
    answer = his.post(way, as_sent(page, address="振兴路1号", division="152571101000"))
    assert answer.status_code == 302
    his.post(f"{case}form/registered_address/", SINGLE["registered_address"])
    page = his.get(f"{case}review/").content.decode()
    assert "内蒙古自治区锡林郭勒盟乌拉盖管理区巴彦胡硕镇" in page
