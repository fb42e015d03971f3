"""What applicants and officials are told about what registers gave."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bundles.casework.models import LookupOutcome, Submission
from portal.accounts.models import User
from portal.simulators.registers.mood import Mood, set_mood
from tests import cases
from tests.accounts.people import applicant_user
from tests.console.seats import Seat
from tests.registers import stage
from tests.registers.stage import ARCHIVE, TITLE

pytestmark = pytest.mark.registers


@pytest.fixture
def wang(library: None) -> User:
    return applicant_user()


@pytest.fixture
def his(wang: User) -> Client:
    client = Client()
    client.force_login(wang)
    return client


@pytest.fixture
def case(wang: User) -> Submission:
    assert wang.applicant is not None
    return stage.draft(of=wang.applicant)


def read(client: Client, name: str, **at: Any) -> str:
    return client.get(reverse(name, kwargs=at)).content.decode()


def test_the_page_of_materials_waits_ten_seconds_at_most(his: Client, case: Submission):
    address = reverse("web:materials", args=[case.token])
    waiting = his.get(address)
    assert "正在查询" in waiting.content.decode()
    assert waiting["Refresh"] == "4"
    stage.patience_over(case)
    over = his.get(address)
    assert "暂时连接不上，请上传" in over.content.decode()
    assert "Refresh" not in over.headers


def test_what_was_fetched_is_shown_with_source_and_purpose(his: Client, case: Submission):
    set_mood("construction", Mood.EMPTY)
    stage.answered(case)
    page = read(his, "web:materials", token=case.token)
    assert "按您的情况，需要交 1 份材料" in page
    assert "不动产登记系统" in page
    assert "已获取" in page
    assert "没有查到，请上传" in page
    assert "已获取" in read(his, "web:review", token=case.token)


def test_the_button_has_the_register_asked_again(his: Client, case: Submission):
    set_mood("construction", Mood.DOWN)
    stage.answered(case)
    again = reverse("web:look-up", args=[case.token, ARCHIVE])
    assert again in read(his, "web:materials", token=case.token)
    assert his.get(again).status_code == 405
    assert his.post(again).status_code == 302
    assert stage.lookup(case, ARCHIVE).outcome == LookupOutcome.WAITING
    assert his.post(again).status_code == 302
    assert his.post(reverse("web:look-up", args=[case.token, "M01"])).status_code == 409


def test_while_a_register_may_still_answer_nothing_is_handed_in(his: Client, case: Submission):
    address = reverse("web:review", args=[case.token])
    page = his.get(address)
    told = his.post(address, {"reviewed": page.context["reviewed"]})
    assert "最多再等 10 秒" in told.content.decode()
    assert told.status_code == 422


def test_applicants_find_every_call_among_their_data(his: Client, case: Submission):
    stage.answered(case)
    page = read(his, "web:mine-looks")
    assert "替我向登记系统查过什么" in page
    assert page.count("城建档案系统") == 1
    assert stage.KNOWN not in page


def test_a_silent_register_stands_on_the_desk_and_calls_in_the_auditors_book(case: Submission):
    set_mood("construction", Mood.DOWN)
    stage.answered(case)
    desk = Seat().client.get(reverse("admin:index")).content.decode()
    assert "登记系统没有答复" in desk
    assert "城建档案系统" in desk
    auditor = Seat("WLG-ZW-08").client
    book = auditor.get(reverse("admin:audit_book", args=["registers"])).content.decode()
    assert "城建档案系统 · 暂时查不了" in book
    assert "公司设立登记" in book


def test_the_window_sees_who_gave_a_paper(case: Submission):
    filed = stage.file(stage.answered(case))
    page = Seat().client.get(reverse("admin:case", args=[filed.number])).content.decode()
    assert page.count("登记系统提供") == 2
    assert TITLE not in stage.asked_keys(cases.fresh(filed))
