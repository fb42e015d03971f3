"""What holds at every address: problem documents, languages, limits, nobody in the logs."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from redis.exceptions import ConnectionError as Unreachable

from bundles.casework import exceptions as casework
from portal.api import problems, throttling, work_items
from portal.demo.company import Company
from tests import cases
from tests.api.calls import System, problem, system_of

pytestmark = pytest.mark.django_db


def test_what_is_no_address_is_a_problem_document_too() -> None:
    system = System("wlg-scjg")
    for address in ("nowhere/", "work-items", "work-items/x/", "work-items/%00/", "", "me"):
        problem(system.get(address), 404, "not_found")
        problem(system.post(address, {}), 404, "not_found")
    system.text = ""
    problem(system.get("nowhere/"), 401, "key_missing")


def test_title_and_detail_speak_the_callers_language() -> None:
    system = System("wlg-scjg")
    for wanted, title, detail in (
        ("", "没有找到", "请核对编号"),
        ("zh-CN,zh;q=0.9,en;q=0.5", "没有找到", "请核对编号"),
        ("en-GB,en;q=0.9", "Not found", "check the number"),
        ("fr", "没有找到", "请核对编号"),
    ):
        told = problem(system.get("nowhere/", accept_language=wanted), 404, "not_found")
        assert told["title"] == title
        assert detail in told["detail"]


def test_a_refusal_of_the_heart_is_told_in_its_own_words() -> None:
    item = cases.claimed(cases.in_review(), "E1")
    said = {"officer": "WLG-SC-01"}
    system = system_of(item)
    zh = problem(system.verb(item, "claim", said), 409, "move_not_allowed")
    en = problem(system.verb(item, "claim", said, accept_language="en"), 409, "move_not_allowed")
    assert zh["detail"] == "该办件目前的状态不能进行此操作，请刷新查看最新进度。"
    assert en["title"] == "This cannot be done in the present state"


def test_every_kind_of_problem_is_explained_at_its_address_in_both_languages() -> None:
    system = System("wlg-scjg")
    system.text = ""
    listed = system.get("problems/").json()
    assert {each["code"] for each in listed} == set(problems.KINDS)
    for each in listed:
        assert system.get(f"problems/{each['code']}/").json() == each
        assert each["title"]["en"].isascii(), each
        assert not each["title"]["zh"].isascii(), each
    problem(system.get("problems/nonsense/"), 404, "not_found")


def test_the_type_of_a_problem_is_an_address_that_answers() -> None:
    system = System("wlg-scjg")
    told = problem(system.get("nowhere/"), 404, "not_found")
    assert system.get(told["type"]).json()["code"] == "not_found"


def test_every_error_of_the_heart_that_a_department_can_meet_has_its_place() -> None:
    """An error added to the heart must be given a status here, or be named as another door's."""
    elsewhere = {
        casework.ProblemsFound,
        casework.AnswersIncomplete,
        casework.MaterialsMissing,
        casework.ReviewChanged,
        casework.NotAsked,
        casework.TakeBackTooLate,
        casework.SeriesExhausted,
        casework.OneFileOnly,
        casework.FormatNotAccepted,
        casework.TooManyFiles,
        casework.TooMuchAltogether,
        casework.MaterialUnsafe,
        casework.NothingChanged,
        casework.SignaturesMissing,
        casework.NothingToSign,
        casework.NoSuchRequest,
        casework.SigningOver,
        casework.AlreadySigned,
        casework.SignatureDeclined,
        casework.LinkExpired,
        casework.LinkLocked,
        casework.WrongPerson,
        casework.OtherText,
        casework.AgreementsMissing,
        casework.PaperMissing,
    }
    errors = {
        each
        for each in vars(casework).values()
        if isinstance(each, type)
        and issubclass(each, casework.CaseworkError)
        and each is not casework.CaseworkError
    }
    below = {each for each in errors if set(each.__mro__[1:]) & set(problems.DOMAIN)}
    assert errors - set(problems.DOMAIN) - below == elsewhere
    assert set(problems.DOMAIN.values()) <= set(problems.KINDS)


def test_what_nobody_foresaw_is_told_without_its_insides(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(work_items, "own_work_item", broken)
    item = cases.item(cases.in_review(), "E1")
    response = system_of(item).get(f"work-items/{item.number}/")
    told = problem(response, 500, "server_error")
    assert "secret of the house" not in str(told)
    assert any("api_error_unforeseen" in record.getMessage() for record in caplog.records)


def test_a_database_that_is_away_says_when_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(work_items, "own_work_item", away)
    item = cases.item(cases.in_review(), "E1")
    response = system_of(item).get(f"work-items/{item.number}/")
    problem(response, 503, "unavailable")
    assert response["Retry-After"] == "1"


def test_a_key_that_knocks_too_often_is_told_when_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(throttling, "PER_MINUTE", {"read": 2, "write": 2})
    monkeypatch.setattr(throttling.time, "time", lambda: 1_800_000_010.0)
    cache.clear()
    system, other = System("wlg-scjg"), System("wlg-scjg")
    assert [system.get("me/").status_code for _ in range(2)] == [200, 200]
    response = system.get("me/")
    problem(response, 429, "too_many_requests")
    assert response["Retry-After"] == "51"
    assert other.get("me/").status_code == 200


def test_a_cache_that_is_away_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise Unreachable

    monkeypatch.setattr(throttling.cache, "add", away)
    assert System("wlg-scjg").get("me/").status_code == 200


def test_what_a_client_would_rather_accept_changes_nothing() -> None:
    system = System("wlg-scjg")
    response = system.get("me/", accept="text/html")
    assert response["Content-Type"] == "application/json"
    problem(system.get("nowhere/", accept="application/xml"), 404, "not_found")


def test_nothing_of_the_key_or_of_any_person_is_in_the_logs(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    company = Company(seed=21, today=cases.TODAY)
    submission = cases.in_review(cases.filed(company=company))
    item = cases.claimed(submission, "E1")
    system = system_of(item)
    capsys.readouterr()
    caplog.clear()
    system.get(f"work-items/{item.number}/")
    system.verb(item, "approve", {"officer": "WLG-SC-01", "result": {"uscc": company.uscc}})
    system.verb(item, "approve", {"officer": "WLG-SC-01", "result": company.result("E1")})
    written = caplog.text + "".join(capsys.readouterr())
    assert system.text not in written
    assert company.founder.id_number not in written
    assert company.founder.phone not in written
    assert company.founder.name not in written
