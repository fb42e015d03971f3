"""What a department is asked before the window accepts, as its own system sees it."""

from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import Event, PreCheck, Submission
from portal.accounts.models import Scope
from tests import cases
from tests.api.calls import System, problem
from tests.api.test_events import events, kinds

pytestmark = pytest.mark.django_db

BANK = {"officer": "WLG-YH-01"}


@pytest.fixture
def case(_library: None) -> Submission:
    cases.with_pre_check("E6")
    return cases.filed()


@pytest.fixture
def bank(case: Submission) -> System:
    return System("wlg-bank")


def only_one(bank: System) -> dict[str, Any]:
    (one,) = bank.get("pre-checks/").json()["results"]
    return dict(one)


def answer(bank: System, verb: str, body: dict[str, Any], **headers: str) -> Any:
    check = PreCheck.objects.get()
    headers.setdefault("if_match", f'"{check.revision}"')
    return bank.post(f"pre-checks/{check.token}/{verb}/", body, **headers)


def test_the_department_finds_what_waits_and_only_what_its_item_declares(
    case: Submission, bank: System
) -> None:
    one = only_one(bank)
    assert (one["key"], one["case_number"], one["open"]) == ("E6", case.number, True)
    response = bank.get(one["url"])
    assert response["ETag"] == '"1"'
    detail = response.json()
    assert set(detail["answers"]["blocks"]) >= {"bank"}
    assert "staff" not in detail["answers"]["blocks"]
    assert detail["check_points"]


def test_to_pass_it_takes_it_off_the_list(case: Submission, bank: System) -> None:
    response = answer(bank, "pass", BANK)
    assert response.status_code == 200, response.content
    assert response.json()["answer"] == "passed"
    assert response["ETag"] == '"2"'
    assert bank.get("pre-checks/").json()["results"] == []
    assert Event.objects.get(kind="pre_check.passed").actor["id"] == "WLG-YH-01"


def test_an_objection_needs_its_reason_and_is_shown_again(case: Submission, bank: System) -> None:
    problem(answer(bank, "object", BANK), 400, "body_invalid")
    said = BANK | {"remark": "该网点不办理对公业务。"}
    assert answer(bank, "object", said).status_code == 200
    check = PreCheck.objects.get()
    assert bank.get(f"pre-checks/{check.token}/").json()["remark"] == "该网点不办理对公业务。"
    problem(answer(bank, "pass", BANK), 409, "move_not_allowed")


def test_another_departments_key_finds_nothing(case: Submission) -> None:
    check, stranger = PreCheck.objects.get(), System("wlg-gaj")
    assert stranger.get("pre-checks/").json()["results"] == []
    problem(stranger.get(f"pre-checks/{check.token}/"), 404, "not_found")
    problem(answer(stranger, "pass", {"officer": "WLG-GA-01"}), 404, "not_found")
    file = PreCheck.objects.get().filing.content["materials"][0]["sha256"]
    problem(stranger.get(f"pre-checks/{check.token}/materials/{file}/"), 404, "not_found")


def test_a_file_of_another_item_is_not_to_be_had(case: Submission, bank: System) -> None:
    check = PreCheck.objects.select_related("filing").get()
    declared = {one["sha256"] for one in bank.get(f"pre-checks/{check.token}/").json()["materials"]}
    others = {one["sha256"] for one in check.filing.content["materials"]} - declared
    for sha256 in others:
        response = bank.get(f"pre-checks/{check.token}/materials/{sha256}/")
        problem(response, 404, "not_found")


def test_it_needs_the_version_seen_and_answers_the_same_twice(
    case: Submission, bank: System
) -> None:
    problem(answer(bank, "pass", BANK, if_match=""), 428, "precondition_required")
    problem(answer(bank, "pass", BANK, if_match='"7"'), 412, "stale_version")
    said = {"if_match": '"1"', "idempotency_key": "b1"}
    first, again = answer(bank, "pass", BANK, **said), answer(bank, "pass", BANK, **said)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"


def test_a_key_that_may_only_read_answers_nothing(case: Submission) -> None:
    reader = System("wlg-bank", [Scope.READ])
    problem(answer(reader, "pass", BANK), 403, "scope_missing")


@pytest.mark.django_db(transaction=True)
def test_the_feed_knows_of_it(case: Submission, bank: System) -> None:
    answer(bank, "pass", BANK)
    page = events(bank)
    assert kinds(page) == ["pre_check.asked", "pre_check.passed"]
    assert page["results"][0]["change"]["item"] == "E6"
    assert kinds(events(System("wlg-gaj"))) == []
