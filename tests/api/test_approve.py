from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bundles.casework.models import Decision, WorkItem
from portal.demo.company import Company
from tests import cases
from tests.api.calls import problem, system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db

COMPANY = Company(seed=11, today=cases.TODAY)


class TestApprove(EveryVerb):
    verb = "approve"
    becomes = "approved"

    def ready(self) -> WorkItem:
        return cases.claimed(cases.in_review(), "E1")

    def unready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E1")

    def body(self, item: WorkItem) -> dict[str, Any]:
        return {"officer": cases.reviewer(item).id, "result": COMPANY.result(item.key)}

    def test_the_result_is_kept_and_the_next_items_see_what_they_declare(self) -> None:
        item = self.ready()
        assert self.say(item).status_code == 200
        assert Decision.objects.get(work_item=item).result == COMPANY.result("E1")
        seal = cases.item(item.submission, "E2")
        detail = system_of(seal).get(f"work-items/{seal.number}/").json()
        licence = COMPANY.result("E1")
        assert detail["status"] == "queued"
        assert detail["earlier_results"] == {
            "E1": {"uscc": licence["uscc"], "name": licence["name"]}
        }

    def test_a_result_that_breaks_the_schema_is_refused_with_every_problem(self) -> None:
        item = self.ready()
        result = COMPANY.result("E1") | {"uscc": "91152531MADEM0011X", "colour": "red"}
        del result["registered_on"]
        response = system_of(item).verb(item, "approve", {"officer": "WLG-SC-01", "result": result})
        told = problem(response, 422, "result_invalid")
        assert len(told["errors"]) >= 3
        assert all(each["path"].startswith("result") for each in told["errors"])
        self.nothing_happened(item)
        assert not Decision.objects.filter(work_item=item).exists()

    def test_a_number_no_json_can_carry_is_refused(self) -> None:
        item = self.ready()
        raw = b'{"officer": "WLG-SC-01", "result": {"uscc": 1e999}}'
        response = system_of(item).post(
            f"work-items/{item.number}/approve/", None, raw=raw, if_match=f'"{item.revision}"'
        )
        told = problem(response, 400, "unstorable_text")
        assert told["errors"][0]["path"] == "result.uscc"

    def test_only_the_claimant_may(self) -> None:
        item = self.ready()
        said = self.body(item) | {"officer": "WLG-SC-02"}
        problem(system_of(item).verb(item, "approve", said), 409, "claimed_by_another")
        self.nothing_happened(item)

    def test_the_number_of_queries_is_known(self) -> None:
        """Of the door: key and its use, item, officer. Of the heart: what its own test pins."""
        item = self.ready()
        system, body = system_of(item), self.body(item)
        seen = f'"{item.revision}"'
        address = f"work-items/{item.number}/approve/"
        system.get("me/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert system.post(address, body, if_match=seen).status_code == 200
        statements = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
        assert len(statements) <= 11, statements
