from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import WorkItem
from bundles.casework.states import SubmissionStatus
from tests import cases
from tests.api.calls import problem, system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db

COMPETENT = "锡林郭勒盟住房公积金中心锡林浩特管理部"


class TestNotAccept(EveryVerb):
    verb = "not-accept"
    becomes = "not_accepted"

    def ready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E1")

    def unready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E2")

    def body(self, item: WorkItem) -> dict[str, Any]:
        grounds = "单位住所地不在本辖区。"
        return {"officer": cases.reviewer(item).id, "grounds": grounds, "competent": COMPETENT}

    def test_it_tells_where_to_apply_instead(self) -> None:
        item = self.ready()
        assert self.say(item).status_code == 200
        told = system_of(item).get(f"work-items/{item.number}/").json()["decision"]
        assert told["outcome"] == "not_accepted"
        assert told["competent"] == COMPETENT
        assert told["grounds"] == "单位住所地不在本辖区。"

    def test_only_what_needs_it_falls_and_the_rest_goes_on(self) -> None:
        submission = cases.in_review()
        cases.approved(submission, "E1")
        seals = cases.item(submission, "E2")
        assert self.say(seals).status_code == 200
        left = dict(submission.work_items.values_list("key", "status"))
        assert left == {
            "E1": "approved",
            "E2": "not_accepted",
            **dict.fromkeys(("E3", "E4", "E5"), "queued"),
            "E6": "cancelled",
        }
        assert cases.fresh(submission).state is SubmissionStatus.IN_REVIEW

    def test_what_a_colleague_claimed_is_theirs(self) -> None:
        item = cases.claimed(cases.in_review(), "E1")
        said = self.body(item) | {"officer": cases.decider(item).id}
        problem(system_of(item).verb(item, "not-accept", said), 409, "claimed_by_another")
        self.nothing_happened(item)

    def test_grounds_must_be_given(self) -> None:
        item = self.ready()
        told = problem(
            system_of(item).verb(item, "not-accept", self.body(item) | {"grounds": " "}),
            400,
            "body_invalid",
        )
        assert told["errors"][0]["path"] == "grounds"
        self.nothing_happened(item)
