from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import Decision, WorkItem
from tests import cases
from tests.api.calls import problem, system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db


class TestReject(EveryVerb):
    verb = "reject"
    becomes = "rejected"

    def ready(self) -> WorkItem:
        return cases.claimed(cases.in_review(), "E1")

    def unready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E1")

    def body(self, item: WorkItem) -> dict[str, Any]:
        return {"officer": cases.decider(item).id, "grounds": "名称与已登记的企业相同。"}

    def test_the_items_that_need_it_are_cancelled(self) -> None:
        item = self.ready()
        assert self.say(item).status_code == 200
        seal = cases.item(item.submission, "E2")
        assert system_of(seal).get(f"work-items/{seal.number}/").json()["status"] == "cancelled"

    def test_it_names_reviewer_and_decider(self) -> None:
        item = self.ready()
        assert self.say(item).status_code == 200
        told = system_of(item).get(f"work-items/{item.number}/").json()["decision"]
        assert told["decided_by"] == "WLG-SC-02"
        assert told["reviewed_by"] == "WLG-SC-01"
        assert told["grounds"] == "名称与已登记的企业相同。"

    def test_the_claimant_alone_may_not(self) -> None:
        item = self.ready()
        said = self.body(item) | {"officer": "WLG-SC-01"}
        problem(system_of(item).verb(item, "reject", said), 409, "second_official_needed")
        self.nothing_happened(item)
        assert not Decision.objects.filter(work_item=item).exists()

    def test_grounds_must_be_given(self) -> None:
        item = self.ready()
        for grounds in ("", "   "):
            said = self.body(item) | {"grounds": grounds}
            told = problem(system_of(item).verb(item, "reject", said), 400, "body_invalid")
            assert told["errors"][0]["path"] == "grounds"
        self.nothing_happened(item)
