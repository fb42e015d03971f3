from __future__ import annotations

import time
from typing import Any

import pytest

from bundles.casework.models import Event
from bundles.casework.selectors.feed import OldestRunning
from portal.accounts.models import Scope
from tests import cases
from tests.api.calls import System, problem, system_of

pytestmark = pytest.mark.django_db(transaction=True)
"""The feed shows only what is committed, so these tests commit."""


def events(system: System, query: str = "") -> Any:
    """A page of the feed, once no other transaction of the whole server holds it back any more."""
    patience = time.monotonic() + 30
    while Event.objects.filter(xid__gte=OldestRunning()).exists():
        assert time.monotonic() < patience, "a transaction stays open"
        time.sleep(0.05)
    return system.get(f"events/{query}").json()


def kinds(page: Any) -> list[str]:
    return [each["kind"] for each in page["results"]]


def test_a_department_follows_its_own_items_in_order_and_nobody_elses() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    page = events(System("wlg-scjg"))
    assert kinds(page) == ["work_item.queued", "work_item.claimed", "work_item.approved"]
    assert {each["work_item"] for each in page["results"]} == {cases.item(submission, "E1").number}
    assert page["results"][1]["by"] == "WLG-SC-01"
    assert page["results"][1]["change"] == {"from": "queued", "to": "claimed"}
    assert page["results"][0]["by"] == "machine"
    assert kinds(events(System("wlg-gaj"))) == ["work_item.queued"]
    assert kinds(events(System("wlg-zwfw"))) == []


def test_going_on_from_next_shows_each_event_once() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    system = System("wlg-scjg")
    seen, after, more = [], "", True
    while more:
        page = events(system, f"?limit=1&after={after}")
        seen += kinds(page)
        after, more = page["next"], page["more"]
    assert seen == ["work_item.queued", "work_item.claimed", "work_item.approved"]
    page = events(system, f"?after={after}")
    assert (page["results"], page["next"], page["more"]) == ([], after, False)
    cases.claimed(cases.in_review(), "E1")
    later = events(system, f"?after={after}")
    assert kinds(later) == ["work_item.queued", "work_item.claimed"]


def test_no_person_of_the_case_is_in_it() -> None:
    submission = cases.in_review()
    item = cases.approved(submission, "E1")
    text = str(events(system_of(item)))
    for person in submission.answers["blocks"]["shareholders"]:
        assert person["id_number"] not in text
        assert person["name"] not in text


def test_what_cannot_be_asked_is_refused() -> None:
    system = System("wlg-scjg")
    for after in ("x", "%00", "😀", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ"):
        problem(system.get(f"events/?after={after}"), 400, "cursor_invalid")
    problem(system.get("events/?limit=0"), 400, "parameter_invalid")
    problem(system.get("events/?since=1"), 400, "parameter_invalid")
    problem(system.post("events/", {}), 405, "method_not_allowed")
    problem(System("wlg-scjg", [Scope.READ]).get("events/"), 403, "scope_missing")
    system.text = ""
    problem(system.get("events/"), 401, "key_missing")
