from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import Correction, WorkItem
from tests import cases
from tests.api.calls import problem, system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db

DEFECT = {"about": "field:company_name.trade_name", "text": "字号与已登记的企业相同，请更换。"}


class TestRequestCorrection(EveryVerb):
    verb = "request-correction"
    becomes = "correction"

    def ready(self) -> WorkItem:
        return cases.claimed(cases.in_review(), "E1")

    def unready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E1")

    def body(self, item: WorkItem) -> dict[str, Any]:
        return {"officer": cases.reviewer(item).id, "defects": [DEFECT]}

    def test_the_detail_shows_what_was_asked(self) -> None:
        item = self.ready()
        assert self.say(item).status_code == 200
        asked = system_of(item).get(f"work-items/{item.number}/").json()["corrections"]
        assert [each["defects"] for each in asked] == [[DEFECT]]
        assert asked[0]["answered_at"] is None

    def test_what_the_item_does_not_declare_cannot_be_asked_for(self) -> None:
        item = self.ready()
        for about in ("field:bank.branch", "material:M99", "field:nowhere.at_all", "nonsense"):
            said = self.body(item) | {"defects": [DEFECT, {"about": about, "text": "请改。"}]}
            response = system_of(item).verb(item, "request-correction", said)
            problem(response, 422, "unknown_field")
        self.nothing_happened(item)
        assert not Correction.objects.filter(work_item=item).exists()

    def test_something_must_be_asked_for(self) -> None:
        item = self.ready()
        said = self.body(item) | {"defects": []}
        response = system_of(item).verb(item, "request-correction", said)
        assert response.status_code in (400, 422)
        said = self.body(item) | {"defects": [{"about": DEFECT["about"], "text": " "}]}
        told = problem(system_of(item).verb(item, "request-correction", said), 400, "body_invalid")
        assert told["errors"][0]["path"] == "defects.0.text"
        self.nothing_happened(item)
