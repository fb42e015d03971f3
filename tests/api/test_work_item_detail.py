"""Exactly what each of the six declares, no field and no file more."""

from __future__ import annotations

from typing import Any

import pytest

from bundles.casework.models import Filing, Submission
from bundles.catalogue import versions
from portal.demo.company import Company
from tests import cases
from tests.api.calls import System, problem, system_of

pytestmark = pytest.mark.django_db

COMPANY = Company(seed=3, today=cases.TODAY)

DECLARED: dict[str, dict[str, set[str] | None]] = {
    "E1": {
        "company_name": None,
        "company_type": None,
        "scope": None,
        "registered_address": None,
        "capital": None,
        "legal_representative": None,
        "shareholders": None,
        "officers": None,
        "liaison": None,
        "beneficial_owners": None,
    },
    "E2": {"seals": None, "legal_representative": None},
    "E3": {
        "tax": None,
        "scope": None,
        "registered_address": {"division", "address", "phone"},
        "capital": None,
        "legal_representative": None,
    },
    "E4": {
        "staff": None,
        "insurance": None,
        "registered_address": {"division", "address"},
        "legal_representative": None,
        "liaison": {"name", "phone"},
    },
    "E5": {
        "fund": None,
        "staff": None,
        "registered_address": {"division", "address"},
        "legal_representative": None,
        "liaison": {"name", "phone"},
    },
    "E6": {
        "bank": None,
        "scope": {"main_activity"},
        "registered_address": {"division", "address"},
        "capital": None,
        "legal_representative": None,
        "beneficial_owners": None,
    },
}
"""By item: the blocks it sees, and of a block the fields, None meaning all of them."""

QUESTIONS = {
    "E1": {"shareholder_kind", "premises", "has_supervisor"},
    "E2": {"extra_seals"},
    "E3": {"invoices", "special_invoices"},
    "E4": set(),
    "E5": set(),
    "E6": set(),
}
MATERIALS = {
    "E1": {"M07", "M08", "M09", "M11"},
    "E2": {"M09"},
    "E3": {"M09"},
    "E4": {"M09"},
    "E5": {"M09"},
    "E6": {"M09"},
}
EARLIER = {
    "E1": {},
    "E2": {"E1": ["uscc", "name"]},
    "E3": {"E1": ["uscc", "name", "registered_on"]},
    "E4": {"E1": ["uscc", "name", "registered_on"]},
    "E5": {"E1": ["uscc", "name"]},
    "E6": {"E1": ["uscc", "name", "registered_on"], "E2": ["filing_number"]},
}


def ready_for_the_bank() -> Submission:
    submission = cases.in_review(cases.filed(company=COMPANY))
    for key in ("E1", "E2"):
        cases.approved(submission, key, COMPANY)
    return submission


def detail(submission: Submission, key: str) -> dict[str, Any]:
    item = cases.item(submission, key)
    response = system_of(item).get(f"work-items/{item.number}/")
    assert response.status_code == 200, response.content
    return dict(response.json())


def fields_in(value: Any) -> set[str]:
    rows = value if isinstance(value, list) else [value]
    return {field for row in rows for field in row}


@pytest.mark.parametrize("key", sorted(DECLARED))
def test_an_item_shows_exactly_what_it_declares(key: str) -> None:
    submission = ready_for_the_bank()
    told = detail(submission, key)
    filed = Filing.objects.get(submission=submission).content["answers"]
    expected = {
        block: fields_in(filed["blocks"][block]) if fields is None else fields
        for block, fields in DECLARED[key].items()
    }
    assert {block: fields_in(each) for block, each in told["answers"]["blocks"].items()} == expected
    assert set(told["answers"]["questions"]) == QUESTIONS[key]
    assert {each["key"] for each in told["materials"]} == MATERIALS[key]
    assert told["earlier_results"] == {
        item: {name: COMPANY.result(item)[name] for name in names}
        for item, names in EARLIER[key].items()
        if item == "E1"
    } | ({"E2": told["earlier_results"].get("E2")} if "E2" in EARLIER[key] else {})
    if "E2" in EARLIER[key]:
        assert list(told["earlier_results"]["E2"]) == EARLIER[key]["E2"]


@pytest.mark.parametrize("key", sorted(DECLARED))
def test_nothing_of_another_block_is_anywhere_in_the_answer(key: str) -> None:
    """Looked for by value, so that no other member of the document can carry it either."""
    submission = ready_for_the_bank()
    item = cases.item(submission, key)
    text = system_of(item).get(f"work-items/{item.number}/").content.decode()
    told = detail(submission, key)
    filed = Filing.objects.get(submission=submission).content["answers"]["blocks"]
    own = {value for block in told["answers"]["blocks"].values() for value in values_in(block)}
    hidden = {
        value
        for key_, block in filed.items()
        for value in values_in(block)
        if value not in own and looks_personal(value)
    }
    assert key == "E1" or hidden
    assert not [value for value in hidden if value in text]


def values_in(block: Any) -> list[str]:
    rows = block if isinstance(block, list) else [block]
    return [str(value) for row in rows for value in row.values()]


def looks_personal(value: str) -> bool:
    return len(value) in (11, 18) and value[:-1].isdigit()


def test_it_says_what_the_result_must_satisfy_and_what_to_look_at() -> None:
    submission = cases.in_review()
    told = detail(submission, "E1")
    definition = versions.version(submission.version_id).item("E1")
    assert told["result_schema"] == definition.result.result_schema
    assert told["result_name"] == {"zh": "营业执照", "en": "Business licence"}
    assert {point["key"] for point in told["check_points"]} == {
        point.key for point in definition.check_points
    }
    assert told["check_points"][0]["text"]["zh"]
    assert told["department"]["code"] == "wlg-scjg"
    assert told["implementation_code"] == told["number"][:31]


def test_the_clock_is_read_now_and_a_waiting_item_has_none() -> None:
    submission = cases.in_review()
    clock = detail(submission, "E1")["clock"]
    assert clock["light"] in {"green", "amber"}
    assert clock["left_minutes"] > 0
    assert clock["due"]["promised"].endswith("+08:00")
    waiting = detail(submission, "E2")
    assert waiting["clock"] is None
    assert waiting["due"] is None


def test_the_etag_is_the_version() -> None:
    item = cases.item(cases.in_review(), "E1")
    response = system_of(item).get(f"work-items/{item.number}/")
    assert response["ETag"] == f'"{item.revision}"' == f'"{response.json()["revision"]}"'
    assert response["Cache-Control"] == "no-store"


def test_a_decision_is_told_with_its_result() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1", COMPANY)
    told = detail(submission, "E1")["decision"]
    assert told["outcome"] == "approved"
    assert told["result"] == COMPANY.result("E1")
    assert told["decided_by"] == "WLG-SC-01"


def test_another_departments_item_is_not_found_and_neither_is_what_never_was() -> None:
    item = cases.item(cases.in_review(), "E1")
    stranger = System("wlg-gaj")
    problem(stranger.get(f"work-items/{item.number}/"), 404, "not_found")
    problem(stranger.get(f"work-items/{'0' * 43}/"), 404, "not_found")
    problem(stranger.get(f"work-items/{item.number}%00/"), 404, "not_found")
    problem(stranger.get(f"work-items/{item.pk}/"), 404, "not_found")


def test_it_cannot_be_changed_by_hand() -> None:
    item = cases.item(cases.in_review(), "E1")
    system = system_of(item)
    address = f"/api/v1/work-items/{item.number}/"
    for method in ("put", "patch", "delete", "options", "trace"):
        response = getattr(system.client, method)(address, headers=system.headers({}))
        problem(response, 405, "method_not_allowed")


def test_it_costs_the_same_number_of_queries_every_time(
    django_assert_max_num_queries: Any,
) -> None:
    item = cases.item(cases.in_review(), "E1")
    system = system_of(item)
    system.get("me/")
    with django_assert_max_num_queries(8):
        assert system.get(f"work-items/{item.number}/").status_code == 200
