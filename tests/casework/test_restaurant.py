"""A small restaurant from the form to the last result, by the same verbs as any other case."""

from __future__ import annotations

import pytest

from bundles.casework import services
from bundles.catalogue import versions
from departments.result_data import result_problems
from portal.demo.restaurant import Restaurant
from tests.cases import TODAY, decider, reviewer
from tests.restaurants import filed, in_review, item

pytestmark = pytest.mark.django_db


def test_a_small_restaurant_goes_on_in_parallel_once_it_is_registered() -> None:
    restaurant = Restaurant(seed=3, today=TODAY)
    case = in_review(filed(restaurant=restaurant))
    states = {one.key: one.status for one in case.work_items.all()}
    assert {key for key, status in states.items() if status == "queued"} == {"R1", "R4", "R9"}
    assert {key for key, status in states.items() if status == "waiting"} == {
        "R2b",
        "R3",
        "R6",
        "R7",
        "R8",
    }
    registration = item(case, "R1")
    claimed = services.claim(registration.pk, seen=registration.revision, by=reviewer(registration))
    services.approve(
        claimed.pk, seen=claimed.revision, result=restaurant.result("R1"), by=reviewer(claimed)
    )
    waiting = case.work_items.filter(status="waiting")
    assert not waiting.exists(), "the health certificates hold nobody back"


def test_results_of_the_demonstration_fit_what_the_items_ask_for() -> None:
    case = in_review()
    version, restaurant = versions.version(case.version_id), Restaurant(seed=5, today=TODAY)
    for planned in version.items:
        assert result_problems(planned.result.schema, restaurant.result(planned.key)) == ()
    assert decider(item(case, "R7")).name
