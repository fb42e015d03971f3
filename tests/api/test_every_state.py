"""Each verb against an item in each state: only what the table allows, and never by a side door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from bundles.casework import services
from bundles.casework.models import WorkItem
from bundles.casework.services import Defect
from portal.demo.company import Company
from tests import cases
from tests.api.calls import system_of
from tests.api.test_request_correction import DEFECT

pytestmark = pytest.mark.django_db


def waiting() -> WorkItem:
    return cases.item(cases.in_review(), "E2")


def queued() -> WorkItem:
    return cases.item(cases.in_review(), "E1")


def claimed() -> WorkItem:
    return cases.claimed(cases.in_review(), "E1")


def correction() -> WorkItem:
    item = claimed()
    services.request_correction(
        item.pk, seen=item.revision, defects=[Defect(**DEFECT)], by=cases.reviewer(item)
    )
    return item


def suspended() -> WorkItem:
    item = claimed()
    return services.suspend(
        item.pk, seen=item.revision, procedure="hearing", by=cases.reviewer(item)
    )


def approved() -> WorkItem:
    return cases.approved(cases.in_review(), "E1")


def rejected() -> WorkItem:
    return cases.rejected(cases.in_review(), "E1")


def cancelled() -> WorkItem:
    return cases.item(rejected().submission, "E2")


def withdrawn() -> WorkItem:
    submission = cases.in_review()
    services.withdraw(submission.pk, by=cases.own(submission))
    return cases.item(submission, "E1")


STATES: dict[str, tuple[Callable[[], WorkItem], set[str]]] = {
    "waiting": (waiting, set()),
    "queued": (queued, {"claim", "not-accept"}),
    "claimed": (
        claimed,
        {"release", "approve", "reject", "not-accept", "request-correction", "suspend"},
    ),
    "correction": (correction, set()),
    "suspended": (suspended, {"resume"}),
    "approved": (approved, set()),
    "rejected": (rejected, set()),
    "cancelled": (cancelled, set()),
    "withdrawn": (withdrawn, set()),
}


def bodies(item: WorkItem) -> dict[str, dict[str, Any]]:
    reviewer, decider = cases.reviewer(item).id, cases.decider(item).id
    about = {"E1": DEFECT, "E2": DEFECT | {"about": "field:seals.maker"}}[item.key]
    return {
        "claim": {"officer": reviewer},
        "release": {"officer": reviewer},
        "approve": {
            "officer": reviewer,
            "result": Company(seed=5, today=cases.TODAY).result(item.key),
        },
        "reject": {"officer": decider, "grounds": "材料不真实。"},
        "not-accept": {"officer": reviewer, "grounds": "不属于本机关职权。"},
        "request-correction": {"officer": reviewer, "defects": [about]},
        "suspend": {"officer": reviewer, "procedure": "testing"},
        "resume": {"officer": reviewer},
    }


@pytest.mark.parametrize("state", STATES)
def test_a_verb_works_in_its_own_states_only(state: str) -> None:
    reach, allowed = STATES[state]
    item = reach()
    item.refresh_from_db()
    assert item.status == state
    system = system_of(item)
    told = {}
    for verb, body in bodies(item).items():
        with transaction.atomic():
            told[verb] = system.verb(item, verb, body).status_code
            transaction.set_rollback(True)
    assert told == {verb: 200 if verb in allowed else 409 for verb in told}
