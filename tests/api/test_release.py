from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import WorkItem
from tests import cases
from tests.api.calls import problem, system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db


class TestRelease(EveryVerb):
    verb = "release"
    becomes = "queued"

    def ready(self) -> WorkItem:
        return cases.claimed(cases.in_review(), "E1")

    def unready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E2")

    def body(self, item: WorkItem) -> dict[str, Any]:
        return {"officer": cases.reviewer(item).id}

    def test_nobody_has_claimed_it_any_more(self) -> None:
        item = self.ready()
        assert self.say(item).json()["claimed_by"] is None

    def test_another_officer_cannot_put_it_back(self) -> None:
        item = self.ready()
        response = system_of(item).verb(item, "release", {"officer": "WLG-SC-02"})
        problem(response, 409, "claimed_by_another")
        self.nothing_happened(item)
