"""A provider answers over REST for each person; a department sees what follows, and orders it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import Event
from tests import cases
from tests.api.calls import problem, system_of

from . import kitchen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def test_the_provider_answers_with_a_list_of_people() -> None:
    submission = kitchen.in_review()
    item = cases.item(submission, "E6")
    system, officer = system_of(item), cases.reviewer(item).id
    assert system.verb(item, "claim", {"officer": officer}).status_code == 200
    nobody = {"clinic": "乌拉盖体检中心", "people": []}
    refused = system.verb(item, "approve", {"officer": officer, "result": nobody})
    assert problem(refused, 422, "result_invalid")["errors"][0]["path"] == "result.people"
    done = system.verb(item, "approve", {"officer": officer, "result": kitchen.PEOPLE})
    assert done.json()["status"] == "approved"


def test_the_department_sees_what_follows_and_that_it_lapsed() -> None:
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        submission = kitchen.approved(kitchen.in_review(), "E1")
    item = cases.item(submission, "E2")
    system = system_of(item)
    told = system.get(f"work-items/{item.number}/").json()["following"]
    assert [(one["key"], one["standing"], one["due_on"]) for one in told] == [
        ("M14", "promised", "2026-11-30"),
        ("M16", "promised", "2026-12-07"),
    ]
    assert told[1]["produced_by"] == "E6"
    with patch.object(timezone, "now", return_value=kitchen.MONDAY + timedelta(days=8)):
        services.follow_promises(submission.pk)
    event = Event.objects.get(kind="work_item.later_lapsed")
    assert event.data == {"material": "M14", "until": "2026-11-30"}
    told = system.get(f"work-items/{item.number}/").json()["following"]
    assert told[0]["standing"] == "lapsed"


def test_it_orders_what_did_not_come_after_the_decision() -> None:
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        submission = kitchen.approved(kitchen.in_review(), "E1", "E2")
    item = cases.item(submission, "E2")
    system, officer = system_of(item), cases.reviewer(item).id
    body = {"officer": officer, "material_key": "M14", "order": "请补交。", "until": "2099-01-05"}
    problem(system.verb(item, "order-material", body), 409, "move_not_allowed")
    with patch.object(timezone, "now", return_value=kitchen.MONDAY + timedelta(days=8)):
        services.follow_promises(submission.pk)
    past = {**body, "until": "2026-01-05"}
    problem(system.verb(item, "order-material", past), 422, "order_day_past")
    assert system.verb(item, "order-material", body).status_code == 200
    told = system.get(f"work-items/{item.number}/").json()["following"]
    assert told[0]["ordered_until"] == "2099-01-05"
    assert told[0]["order_missed_at"] is None
    with patch.object(timezone, "now", return_value=datetime(2099, 1, 6, 9, tzinfo=UTC)):
        services.follow_promises(submission.pk)
    told = system.get(f"work-items/{item.number}/").json()["following"]
    assert told[0]["order_missed_at"].startswith("2099-01-06")
