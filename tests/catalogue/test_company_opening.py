"""The six-in-one as the law and the least-knowledge rule want it, item by item."""

from __future__ import annotations

from typing import Any

import pytest

from bundles.catalogue.answers import check, only
from bundles.catalogue.definition import Version
from bundles.catalogue.form import QUESTIONS

AGENT = {"agent"}
WHO = {"legal_representative", "agent"}
BLOCKS: dict[str, set[str]] = {
    "E1": {
        "company_name",
        "company_type",
        "scope",
        "registered_address",
        "capital",
        "legal_representative",
        "shareholders",
        "officers",
        "liaison",
        "beneficial_owners",
        "agent",
    },
    "E2": WHO | {"seals"},
    "E3": WHO | {"tax", "scope", "registered_address", "capital"},
    "E4": WHO | {"staff", "insurance", "registered_address", "liaison"},
    "E5": WHO | {"fund", "staff", "registered_address", "liaison"},
    "E6": WHO | {"bank", "scope", "registered_address", "capital", "beneficial_owners"},
}


@pytest.mark.parametrize("key", sorted(BLOCKS))
def test_a_department_sees_these_blocks_and_no_others(
    company: Version, answers: dict[str, Any], key: str
) -> None:
    seen = only(company, check(company, answers).values, key)
    assert set(seen["blocks"]) == BLOCKS[key] - AGENT
    assert seen["blocks"].keys().isdisjoint({"delivery"}), "only the hall hands over"


@pytest.mark.parametrize("key", ["E2", "E3", "E4", "E5", "E6"])
def test_nobody_after_registration_sees_the_shareholders(company: Version, key: str) -> None:
    assert not any(path.startswith("shareholders") for path in company.item(key).fields)
    assert company.item(key).materials == ("M09", "M12")


def test_the_results_that_later_items_see(company: Version) -> None:
    seen = {
        item.key: [(shared.item, shared.keys) for shared in item.sees] for item in company.items
    }
    assert seen["E1"] == []
    assert seen["E2"] == [("E1", ("uscc", "name"))]
    assert [item for item, _keys in seen["E6"]] == ["E1", "E2"]
    for item in company.items:
        for shared in item.sees:
            schema = company.item(shared.item).result.schema
            assert set(shared.keys) <= set(schema["required"]), "what is seen is always there"


def test_the_bank_never_holds_back_the_others(company: Version) -> None:
    assert [item.key for item in company.items if not item.holds_issuance] == ["E6"]


def test_registration_needs_nothing_and_is_no_licence(company: Version) -> None:
    registration = company.item("E1")
    assert registration.needs == ()
    assert registration.kind == "registration"
    assert not registration.deemed_acceptance


def test_the_before_list_is_that_of_the_field(company: Version) -> None:
    asked: dict[str, int] = {}
    for material in company.materials:
        name = "form" if material.code.startswith("form-") else material.code
        asked[name] = asked.get(name, 0) + len(material.items)
    assert asked == {
        "form": 6,
        "articles": 1,
        "address-proof": 1,
        "legal-representative-id": 6,
        "appointment": 1,
        "agent-authorisation": 6,
        "licence-copy": 5,
        "staff-list": 2,
        "seal-application": 1,
        "bank-authorisation": 1,
    }


def test_every_check_point_can_be_mended_by_the_applicant(company: Version) -> None:
    places = {f"block:{block.key}" for block in company.blocks}
    places |= {f"field:{b.key}.{field.key}" for b in company.blocks for field in b.fields}
    places |= {
        f"material:{material.key}"
        for material in company.materials
        if material.rule.kind in ("keep", "may_follow")
    }
    points = [point for item in company.items for point in item.check_points]
    points += [point for material in company.materials for point in material.check_points]
    assert len(points) > 20
    for point in points:
        assert point.about in places
        assert point.defect.zh.endswith("。")
        assert point.defect.en.endswith(".")


def test_who_and_where_of_a_person_is_marked_personal(company: Version) -> None:
    for block in company.blocks:
        for field in block.fields:
            if field.type in ("resident_id", "phone", "email"):
                assert field.personal, f"{block.key}.{field.key}"


def test_keys_of_blocks_leave_the_questions_alone(company: Version) -> None:
    assert QUESTIONS not in company.blocks_by_key
    assert company.gather_minutes == 30
