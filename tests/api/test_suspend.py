from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import WorkItem
from tests import cases
from tests.api.calls import problem, system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db


class TestSuspend(EveryVerb):
    verb = "suspend"
    becomes = "suspended"

    def ready(self) -> WorkItem:
        return cases.claimed(cases.in_review(), "E1")

    def unready(self) -> WorkItem:
        return cases.item(cases.in_review(), "E1")

    def body(self, item: WorkItem) -> dict[str, Any]:
        return {"officer": cases.reviewer(item).id, "procedure": "expert_review"}

    def test_the_clock_stands(self) -> None:
        item = self.ready()
        assert self.say(item).status_code == 200
        clock = system_of(item).get(f"work-items/{item.number}/").json()["clock"]
        assert clock["light"] == "stopped"
        assert clock["pauses"][0]["until"] is None

    def test_only_procedures_the_law_names(self) -> None:
        item = self.ready()
        said = self.body(item) | {"procedure": "张三去度假"}
        told = problem(system_of(item).verb(item, "suspend", said), 400, "body_invalid")
        assert told["errors"][0]["path"] == "procedure"
        self.nothing_happened(item)
