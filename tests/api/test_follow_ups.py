"""The checks of promises, as the department that supervises and the one that decided meet them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bundles.casework.models import FollowUp
from bundles.papers.services import print_due
from tests.api.calls import System, problem
from tests.api.test_events import events
from tests.casework.committing import shop

pytestmark = pytest.mark.django_db


def say(system: System, check: FollowUp, verb: str, officer: str, **said: Any) -> Any:
    check.refresh_from_db()
    headers = {"if_match": said.pop("if_match", f'"{check.revision}"')}
    address = f"follow-ups/{check.work_item.number}/{verb}/"
    return system.post(address, {"officer": officer, **said}, **headers)


def systems(check: FollowUp) -> tuple[System, System]:
    return System(shop.SUPERVISING), System(check.work_item.department.code)


def test_the_supervising_department_finds_what_another_decided() -> None:
    check = shop.sworn()
    supervising, deciding = systems(check)
    (row,) = supervising.get("follow-ups/?role=supervising&stage=due").json()["results"]
    assert row["number"] == check.work_item.number
    assert row["supervising"]["code"] == shop.SUPERVISING
    assert row["deciding"]["code"] == check.work_item.department.code
    assert not row["overdue"]
    assert deciding.get("follow-ups/?role=supervising").json()["results"] == []
    assert len(deciding.get("follow-ups/?role=deciding").json()["results"]) == 1
    detail = supervising.get(f"follow-ups/{row['number']}/").json()
    assert {one["key"] for one in detail["promises"]} == {"material:M14", "paper:seal_letter"}
    assert (
        "愿意接受核查" in detail["promises"][0]["text"]["zh"] + detail["promises"][1]["text"]["zh"]
    )
    assert detail["consequences"]["zh"]


@pytest.mark.django_db(transaction=True)
def test_it_is_told_in_its_events_and_of_nothing_else_of_that_item() -> None:
    check = shop.sworn()
    supervising, _deciding = systems(check)
    told = events(supervising)["results"]
    kinds = [one["kind"] for one in told if one["work_item"] == check.work_item.number]
    assert kinds == ["follow_up.due"]


def test_both_departments_fetch_the_signed_letter_and_nobody_else() -> None:
    check = shop.sworn()
    number = check.work_item.number
    supervising, deciding = systems(check)
    problem(deciding.get(f"work-items/{number}/commitment-letter/"), 404, "not_found")
    print_due(check.work_item.submission_id)
    for answer in (
        deciding.get(f"work-items/{number}/commitment-letter/"),
        supervising.get(f"follow-ups/{number}/commitment-letter/"),
    ):
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    stranger = System("wlg-zwfw")
    problem(stranger.get(f"follow-ups/{number}/commitment-letter/"), 404, "not_found")
    problem(supervising.get(f"work-items/{number}/commitment-letter/"), 404, "not_found")


def test_a_third_department_finds_nothing() -> None:
    check = shop.sworn()
    stranger = System("wlg-zwfw")
    assert stranger.get("follow-ups/").json()["results"] == []
    problem(stranger.get(f"follow-ups/{check.work_item.number}/"), 404, "not_found")
    problem(say(stranger, check, "kept", "WLG-ZW-01"), 404, "not_found")


def test_from_broken_to_revoked_each_by_whom_it_is_for() -> None:
    check = shop.issued()
    supervising, deciding = systems(check)
    problem(say(deciding, check, "broken", "WLG-GA-01", remark="不符"), 403, "not_yours")
    moved = say(supervising, check, "broken", "WLG-SC-01", remark=shop.FOUND)
    assert moved.status_code == 200, moved.content
    assert (moved.json()["stage"], moved["ETag"]) == ("to_put_right", '"2"')
    early = say(supervising, check, "not-put-right", "WLG-SC-01", remark="未改正")
    problem(early, 409, "move_not_allowed")
    past = check.opened_at - timedelta(days=1)
    FollowUp.objects.filter(pk=check.pk).update(due_at=past)
    assert supervising.get("follow-ups/?overdue=true").json()["results"]
    assert say(supervising, check, "not-put-right", "WLG-SC-01", remark="未改正").status_code == 200
    proposed = say(deciding, check, "propose-revocation", "WLG-GA-01", remark="承诺不实。")
    assert proposed.status_code == 200
    problem(say(deciding, check, "revoke", "WLG-GA-01"), 409, "second_official_needed")
    revoked = say(deciding, check, "revoke", "WLG-GA-02")
    assert revoked.json()["stage"] == "revoked"
    steps = supervising.get(f"follow-ups/{check.work_item.number}/").json()["steps"]
    assert [one["stage"] for one in steps] == [
        *("to_put_right", "not_put_right", "proposed", "revoked")
    ]


def test_a_stale_tag_a_missing_one_and_no_words_are_refused() -> None:
    check = shop.sworn()
    supervising, _deciding = systems(check)
    problem(say(supervising, check, "kept", "WLG-SC-01", if_match='"7"'), 412, "stale_version")
    problem(say(supervising, check, "kept", "WLG-SC-01", if_match=""), 428, "precondition_required")
    problem(say(supervising, check, "broken", "WLG-SC-01", remark=" "), 400, "body_invalid")
    problem(supervising.get("follow-ups/?stage=never"), 400, "parameter_invalid")


def test_a_reviewer_is_told_that_a_decider_has_to_decide() -> None:
    item = shop.queued()
    system = System(item.department.code)
    shown = system.get(f"work-items/{item.number}/").json()
    assert shown["by_commitment"] is True
    said = {"officer": "WLG-GA-01", "result": {}}
    problem(system.verb(item, "approve", said), 409, "decider_needed")
