"""What a department's system sees when it asks what there is to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bundles.catalogue import versions
from portal.accounts.models import Scope
from tests import cases
from tests.api.calls import System, problem

pytestmark = pytest.mark.django_db

REGISTRATION = "wlg-scjg"


def numbers(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [each["number"] for each in response.json()["results"]]


def stamp(moment: Any) -> str:
    return quote(moment.isoformat())


def test_it_shows_the_departments_own_items_and_nobody_elses() -> None:
    submission = cases.in_review()
    own = cases.item(submission, "E1")
    assert numbers(System(REGISTRATION).get("work-items/")) == [own.number]
    assert numbers(System("wlg-zwfw").get("work-items/")) == []


def test_a_row_says_what_waits_for_whom_and_carries_no_persons_data() -> None:
    submission = cases.in_review()
    own = cases.item(submission, "E1")
    response = System(REGISTRATION).get("work-items/")
    (row,) = response.json()["results"]
    assert row["key"] == "E1"
    assert row["name"] == {"zh": "公司设立登记", "en": "Company registration"}
    assert (row["status"], row["waits_for"]) == ("queued", "department")
    assert row["case_number"] == submission.number
    assert row["url"].endswith(f"/api/v1/work-items/{own.number}/")
    assert row["due"]["promised"].endswith("+08:00")
    person = submission.answers["blocks"]["legal_representative"]
    assert person["id_number"] not in response.content.decode()
    assert person["name"] not in response.content.decode()


def test_filters_narrow_it() -> None:
    first, second = cases.in_review(), cases.in_review()
    claimed = cases.claimed(first, "E1")
    other = cases.item(second, "E1")
    system = System(REGISTRATION)
    both = [claimed.number, other.number]
    due = other.promised_due
    assert due is not None
    soon, late = stamp(due - timedelta(days=1)), stamp(due + timedelta(days=1))
    asked = {
        "status=queued": [other.number],
        "status=claimed,queued": both,
        "status=approved": [],
        "key=E1": both,
        "key=E2,E3": [],
        "claimed_by=WLG-SC-01": [claimed.number],
        f"case_number={first.number}": [claimed.number],
        f"due_before={late}": both,
        f"due_before={soon}": [],
        f"due_after={soon}": both,
        f"due_after={late}": [],
        f"status=queued&claimed_by=WLG-SC-01&due_after={soon}": [],
    }
    for query, expected in asked.items():
        assert numbers(system.get(f"work-items/?{query}")) == expected, query


def test_changed_since_gives_what_the_ledger_has_and_what_was_filed_anew() -> None:
    submission = cases.in_review()
    system = System(REGISTRATION)
    after_opening = timezone.now()
    assert numbers(system.get(f"work-items/?changed_since={stamp(after_opening)}")) == []
    item = cases.claimed(submission, "E1")
    since = stamp(after_opening)
    assert numbers(system.get(f"work-items/?changed_since={since}")) == [item.number]


def test_pages_leave_nothing_out_and_show_nothing_twice() -> None:
    expected = [cases.item(cases.in_review(), "E1").number for _ in range(5)]
    system = System(REGISTRATION)
    seen: list[str] = []
    address = "work-items/?limit=2"
    pages = 0
    while address:
        page = system.get(address).json()
        seen += [each["number"] for each in page["results"]]
        address, pages = page["next"], pages + 1
    assert seen == expected
    assert pages == 3
    assert page["previous"]


def test_a_page_costs_the_same_however_many_rows_it_has() -> None:
    cases.in_review()
    system = System(REGISTRATION)

    def cost() -> int:
        versions.forget()
        system.get("work-items/")
        with CaptureQueriesContext(connection) as asked:
            system.get("work-items/")
        return len(asked)

    one = cost()
    for _ in range(3):
        cases.in_review()
    assert cost() == one <= 3


def test_what_cannot_be_asked_is_refused_by_name() -> None:
    system = System(REGISTRATION)
    for query, name in {
        "stauts=queued": "stauts",
        "status=bad": "status",
        "status=queued&status=claimed": "status",
        "status=queued%00": "status",
        "claimed_by=%00": "claimed_by",
        "case_number=%00": "case_number",
        "key=%00": "key",
        "due_before=yesterday": "due_before",
        "changed_since=2026-13-01": "changed_since",
        "limit=0": "limit",
        "limit=201": "limit",
        "limit=many": "limit",
    }.items():
        told = problem(system.get(f"work-items/?{query}"), 400, "parameter_invalid")
        assert told["errors"][0]["path"].partition(".")[0] == name, query
    for cursor in ("x", "%00", "cD1hYmM=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk=", "😀"):
        problem(system.get(f"work-items/?cursor={cursor}"), 400, "cursor_invalid")


def test_dates_at_the_edge_of_time_are_no_accident() -> None:
    system = System(REGISTRATION)
    for moment in (
        "0001-01-01T00:00:00%2B14:00",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00%2B23:59",
        "2026-11-23T00:00:00%2B23:59",
    ):
        for parameter in ("due_before", "due_after", "changed_since"):
            answer = system.get(f"work-items/?{parameter}={moment}")
            assert answer.status_code in (200, 400), f"{parameter}={moment}"


def test_a_key_without_the_scope_is_refused() -> None:
    told = problem(System(REGISTRATION, [Scope.EVENTS]).get("work-items/"), 403, "scope_missing")
    assert "work-items:read" in told["detail"]


def test_it_cannot_be_posted_to() -> None:
    problem(System(REGISTRATION).post("work-items/", {}), 405, "method_not_allowed")


def test_strangers_see_nothing() -> None:
    system = System(REGISTRATION)
    for text, code in {
        "": "key_missing",
        "nonsense": "key_unknown",
        "owk_1234_5678": "key_unknown",
        "owk_é_密": "key_unknown",
    }.items():
        system.text = text
        problem(system.get("work-items/"), 401, code)
    system.text = "x"
    response = system.client.get("/api/v1/work-items/", headers={"Authorization": "Basic abc"})
    problem(response, 401, "key_unknown")
    assert 'error="invalid_token"' in response["WWW-Authenticate"]
