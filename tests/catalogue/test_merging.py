"""Each merge rule, tried on the small bundle: is it asked for, and what is the applicant told?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from bundles.catalogue.definition import BundleMaterial, Version
from bundles.catalogue.merging import Rule
from bundles.catalogue.plan import PlannedMaterial, plan
from departments.calendar import Calendar
from tests.catalogue.library import SIX_INDEPENDENT, assembled

TODAY = date(2026, 11, 23)


@pytest.fixture
def small(departments: None) -> Version:
    return assembled(SIX_INDEPENDENT)


def with_rule(version: Version, key: str, **rule: Any) -> Version:
    def changed(material: BundleMaterial) -> BundleMaterial:
        if material.key != key:
            return material
        return material.model_copy(update={"rules": (Rule(**rule),)})

    materials = tuple(changed(material) for material in version.materials)
    return version.model_copy(update={"materials": materials})


def planned(version: Version, key: str, calendar: Calendar, on: date = TODAY) -> PlannedMaterial:
    result = plan(version, {}, on=on, calendar=calendar)
    return next(one for one in result.materials if one.material.key == key)


def test_kept_material_is_asked_for_by_each_item_that_needs_it(
    small: Version, calendar: Calendar
) -> None:
    one = planned(with_rule(small, "M13", kind="keep"), "M13", calendar)
    assert one.asked
    assert one.needed_by == ("E4", "E5")
    assert [reason.code for reason in one.reasons] == ["needed_by", "needed_by"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"kind": "merged_form", "into": "notice"}, "一张表单"),
        ({"kind": "duplicate_of", "of": "M07"}, "公司章程"),
        ({"kind": "produced_by", "by": "E1"}, "本次由市场监管局核发后自动共享"),
        (
            {"kind": "shared", "source": {"zh": "不动产登记库", "en": "the register"}},
            "不动产登记库",
        ),
        ({"kind": "commitment", "promise": {"zh": "我承诺。", "en": "I promise."}}, "我承诺。"),
        ({"kind": "inspection"}, "现场查看"),
        ({"kind": "abolished", "since": "2021-01-01"}, "2021年1月1日"),
    ],
)
def test_a_spared_material_says_why(
    small: Version, calendar: Calendar, rule: dict[str, Any], said: str
) -> None:
    one = planned(with_rule(small, "M08", **rule), "M08", calendar)
    assert not one.asked
    (reason,) = one.reasons
    assert reason.code == rule["kind"]
    assert said in reason.text.zh


def test_what_may_follow_is_not_asked_for_now(small: Version, calendar: Calendar) -> None:
    within = {"amount": 5, "day_kind": "working"}
    one = planned(with_rule(small, "M08", kind="may_follow", within=within), "M08", calendar)
    assert not one.asked
    assert one.takes_files
    assert [reason.code for reason in one.reasons] == ["needed_by", "may_follow"]
    assert one.later_by is not None
    assert one.later_by.date == date(2026, 11, 30)


def test_commitments_are_listed_for_signing(small: Version, calendar: Calendar) -> None:
    promise = {"zh": "我承诺。", "en": "I promise."}
    version = with_rule(small, "M08", kind="commitment", promise=promise)
    assert [
        one.material.key for one in plan(version, {}, on=TODAY, calendar=calendar).promises
    ] == ["M08"]


def test_an_abolished_material_is_asked_for_until_the_day(
    small: Version, calendar: Calendar
) -> None:
    version = with_rule(small, "M08", kind="abolished", since="2026-12-01")
    assert planned(version, "M08", calendar, on=date(2026, 11, 30)).asked
    assert not planned(version, "M08", calendar, on=date(2026, 12, 1)).asked


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "duplicate_of"},
        {"kind": "keep", "of": "M01"},
        {"kind": "produced_by", "of": "M01"},
        {"kind": "may_follow"},
        {"kind": "forgotten"},
    ],
)
def test_a_rule_says_exactly_what_its_kind_needs(rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rule(**rule)
