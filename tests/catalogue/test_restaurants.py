"""Both restaurants as the domain wants them: 39 rows and their rules, scenario by scenario."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from bundles.catalogue.answers import check
from bundles.catalogue.assembling import assemble
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.reading import open_bundle
from departments import library
from departments.models import Division
from departments.selectors import calendar_for
from tests.cases import LIBRARY, WULAGAI
from tests.restaurants import RESTAURANT

pytestmark = pytest.mark.django_db
DUOLUN = "152531000000"
ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def versions(django_db_setup: None, django_db_blocker: Any) -> dict[str, Version]:
    with django_db_blocker.unblock():
        if not Division.objects.filter(code=WULAGAI).exists():
            library.load()
        offered = [("restaurant-small", WULAGAI), ("restaurant", WULAGAI)]
        return {
            f"{code}@{division}": assemble(
                open_bundle(LIBRARY / f"{code}.yaml").content, Division.objects.get(code=division)
            )
            for code, division in [*offered, ("restaurant-small", DUOLUN)]
        }


def drawn(version: Version, *, how: dict[str, Any] | None = None, **answers: Any) -> Plan:
    draw = partial(plan, version, on=ON, calendar=calendar_for(WULAGAI))
    return draw({"questions": {**RESTAURANT["questions"], **answers}}, **(how or {}))


@pytest.fixture
def small(versions: dict[str, Version]) -> Version:
    return versions[f"restaurant-small@{WULAGAI}"]


@pytest.fixture
def ordinary(versions: dict[str, Version]) -> Version:
    return versions[f"restaurant@{WULAGAI}"]


def stands(planned: Plan) -> dict[str, str]:
    return {one.material.key: one.stand for one in planned.materials}


def test_the_ordinary_small_restaurant_is_asked_for_six(small: Version) -> None:
    planned = drawn(small)
    assert [one.material.key for one in planned.asked] == ["M02", "M03", "M10", "M38"]
    assert planned.after.materials == 6, "the four, the one form, the one letter"
    assert [letter.key for letter in planned.papers] == ["commitment", "later", "frontage"]
    assert planned.before.materials == 38, "the 40 numbered rows but those of an agent"
    assert planned.after.fields < planned.before.fields / 2


def test_its_form_is_filled_in_without_a_mistake(small: Version) -> None:
    assert check(small, RESTAURANT).problems == ()


@pytest.mark.parametrize(
    ("rule", "rows"),
    {
        "merged_form": ["M01", "M07", "M13", "M16", "M24", "M35"],
        "keep": ["M02", "M03", "M10", "M38"],
        "shared": ["M04"],
        "produced_by": ["M08", "M14", "M17", "M29", "M31", "M36"],
        "duplicate_of": ["M09", "M15", "M18", "M25", "M33", "M34", "M37", "M40"],
        "commitment": ["M11", "M12", "M26", "M27", "M28", "M30", "M32", "M39"],
        "inspection": ["M19", "M20"],
        "abolished": ["M21", "M22", "M23"],
    }.items(),
)
def test_every_row_has_the_rule_of_the_domain(small: Version, rule: str, rows: list[str]) -> None:
    found = {one.material.key for one in drawn(small).materials if one.rule.kind == rule}
    assert found == set(rows)


def test_one_answer_changes_what_belongs_to_it(small: Version) -> None:
    usual = {one.material.key for one in drawn(small).asked}
    asked = {
        answer: {one.material.key for one in drawn(small, **{key: value}).asked} - usual
        for answer, key, value in (
            ("agent", "has_agent", True),
            ("dwelling", "dwelling", True),
            ("everybody has a certificate", "staff_to_examine", 0),
            ("food is looked at first", "food_route", "ordinary"),
            ("drains are looked at first", "drains_route", "ordinary"),
            ("tobacco", "sells_tobacco", True),
            ("seal", "wants_seal", True),
        )
    }
    assert asked == {
        "agent": {"M05", "M06"},
        "dwelling": {"M41"},
        "everybody has a certificate": {"M14"},
        "food is looked at first": {"M11", "M12"},
        "drains are looked at first": {"M27", "M28"},
        "tobacco": set(),
        "seal": set(),
    }


def test_health_is_consented_to_only_where_somebody_is_examined(small: Version) -> None:
    def asked(staff: int) -> set[str]:
        return {one.key for one in drawn(small, staff_to_examine=staff).consents}

    assert asked(2) - asked(0) == {"health"}
    assert asked(0) == {"truth", "sharing", "sensitive"}


def test_an_owner_hands_in_no_lease_and_the_title_is_fetched_for_all(small: Version) -> None:
    planned = drawn(small, premises="owned")
    assert "M03" not in {one.material.key for one in planned.asked}
    title = next(one for one in planned.materials if one.material.key == "M04")
    assert (title.stand, set(title.needed_by)) == ("fetched", {"R1", "R2b", "R7", "R8"})
    down = drawn(small, premises="owned", how={"missing": {"M04": "down"}})
    assert stands(down)["M04"] == "now"
    assert [one.material.key for one in down.asked].count("M04") == 1


def test_nothing_goes_by_commitment_for_who_broke_a_promise(small: Version) -> None:
    planned = drawn(small, how={"barred": True})
    assert not planned.promises
    assert not any(one.by_commitment for one in planned.items)
    assert "commitment" not in [letter.key for letter in planned.papers]
    assert {"M11", "M12", "M27", "M28", "M39"} <= {one.material.key for one in planned.asked}


def test_items_wait_for_the_licence_and_for_nobodys_health_certificate(small: Version) -> None:
    planned = drawn(small, sells_tobacco=True, wants_seal=True)
    after = {one.item.key: one.after for one in planned.items}
    assert after == {key: () if key in ("R1", "R4", "R9") else ("R1",) for key in after}
    late = {one.item.key for one in planned.items if not one.item.holds_issuance}
    assert late == {"R4", "R10"}


def test_thresholds_are_the_places_own(versions: dict[str, Version], small: Version) -> None:
    elsewhere = versions[f"restaurant-small@{DUOLUN}"]
    assert "R7" in drawn(small).item_keys
    assert "R7" not in drawn(elsewhere).item_keys, "no fire check up to 50 m² in 多伦"
    assert "R7" not in drawn(small, area=20).item_keys
    assert "R7" in drawn(small, area=21).item_keys


def test_a_large_restaurant_with_raw_fish_is_looked_at_first(ordinary: Version) -> None:
    planned = drawn(ordinary, area=600, raw_food=True)
    assert not planned.item("R2a").by_commitment
    assert planned.item("R7").by_commitment
    rules = {one.material.key: one.rule for one in planned.materials}
    assert rules["M34"].registry == "construction"
    smaller = drawn(ordinary, area=300)
    assert {one.material.key: one.rule.of for one in smaller.materials}["M34"] == "M04"
    assert planned.item_keys.index("R2a") < planned.item_keys.index("R3")


def test_no_fumes_in_a_dwelling(small: Version) -> None:
    answers = {**RESTAURANT, "questions": {**RESTAURANT["questions"], "dwelling": True}}
    assert "no_fumes_in_dwellings" in {problem.code for problem in check(small, answers).problems}
