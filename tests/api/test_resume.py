from __future__ import annotations

from typing import Any

import pytest

from bundles.casework import services
from bundles.casework.models import WorkItem
from tests import cases
from tests.api.calls import system_of
from tests.api.questions import EveryVerb

pytestmark = pytest.mark.django_db


class TestResume(EveryVerb):
    verb = "resume"
    becomes = "claimed"

    def ready(self) -> WorkItem:
        item = cases.claimed(cases.in_review(), "E1")
        return services.suspend(
            item.pk, seen=item.revision, procedure="hearing", by=cases.reviewer(item)
        )

    def unready(self) -> WorkItem:
        return cases.claimed(cases.in_review(), "E1")

    def body(self, item: WorkItem) -> dict[str, Any]:
        return {"officer": cases.reviewer(item).id}

    def test_the_pause_is_over_and_the_item_is_the_claimants(self) -> None:
        item = self.ready()
        assert self.say(item).json()["claimed_by"] == "WLG-SC-01"
        clock = system_of(item).get(f"work-items/{item.number}/").json()["clock"]
        assert clock["light"] != "stopped"
        assert clock["pauses"][0]["until"]
