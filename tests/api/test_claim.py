from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import WorkItem
from tests import cases
from tests.api.calls import problem, system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db


class TestClaim(EveryVerb):
    verb = "claim"
    becomes = "claimed"

    def ready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E1")

    def unready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E2")

    def body(self, item: WorkItem) -> dict[str, Any]:
        return {"officer": cases.reviewer(item).id}

    def test_it_is_in_the_officers_own_name(self) -> None:
        item = self.ready()
        assert self.say(item).json()["claimed_by"] == "WLG-SC-01"

    def test_the_head_without_a_deciding_role_may_not(self) -> None:
        item = self.ready()
        response = system_of(item).verb(item, "claim", {"officer": "WLG-SC-03"})
        problem(response, 403, "not_yours")
        self.nothing_happened(item)
