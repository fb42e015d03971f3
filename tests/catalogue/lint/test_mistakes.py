"""The linter: the house's bundle passes, and each kind of mistake is found where it stands."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from bundles.catalogue.assembling import assemble
from bundles.catalogue.authoring import Definition
from bundles.catalogue.findings import BundleFaulty, Finding
from bundles.catalogue.lint import inspect
from bundles.catalogue.reading import open_bundle
from departments.limits import Limit
from departments.models import Division, Requirement, ServiceItem
from tests.catalogue.library import COMPANY_OPENING, SIX_INDEPENDENT, WULAGAI, assembled

pytestmark = pytest.mark.usefixtures("departments")
Document = dict[str, Any]


def written(path: Path = COMPANY_OPENING) -> Document:
    """All layers of the YAML as plain values, to be spoilt by a test."""
    document: Document = deepcopy(open_bundle(path).laid.plain())
    return document


def findings(document: Document) -> tuple[Finding, ...]:
    definition = TypeAdapter(Definition).validate_python(document)
    try:
        return inspect(assemble(definition, Division.objects.get(pk=WULAGAI)))
    except BundleFaulty as faulty:
        return faulty.findings


def part(document: Document, kind: str, key: str) -> Document:
    found: Document = next(one for one in document[kind] if one["key"] == key)
    return found


@pytest.mark.parametrize("path", [COMPANY_OPENING, SIX_INDEPENDENT], ids=lambda path: path.stem)
def test_the_bundles_of_the_house_are_sound(path: Path) -> None:
    assert inspect(assembled(path)) == ()


def _circle(d: Document) -> None:
    part(d, "items", "E2")["needs"] = ["E6"]


def _unknown_item(d: Document) -> None:
    part(d, "items", "E6")["needs"] = ["E1", "E9"]


def _unknown_field(d: Document) -> None:
    part(d, "items", "E2")["fields"].append("seals.colour")


def _unknown_name(d: Document) -> None:
    part(d, "blocks", "agent")["when"] = "has_agnt"


def _unknown_choice(d: Document) -> None:
    part(d, "blocks", "shareholders")["fields"][2]["when"] = 'shareholder_kind == "persn"'


def _later_field(d: Document) -> None:
    part(d, "blocks", "company_type")["fields"][0]["when"] = 'row.term == "limited"'


def _later_question(d: Document) -> None:
    d["questions"][0]["when"] = "has_agent"


def _not_bool(d: Document) -> None:
    part(d, "blocks", "agent")["when"] = "shareholder_kind"


def _not_bool_once(d: Document) -> None:
    part(d, "blocks", "agent")["when"] = "has_agent || shareholder_kind"


def _mixed_types(d: Document) -> None:
    part(d, "blocks", "fund")["rules"][0]["rule"] = 'row.ratio >= "5"'


def _never(d: Document) -> None:
    part(d, "blocks", "agent")["when"] = "has_agent && !has_agent"


def _unknown_function(d: Document) -> None:
    part(d, "blocks", "shareholders")["rules"][0]["rule"] = 'sum(rows, "amount") == 1'


def _grammar(d: Document) -> None:
    part(d, "materials", "M12")["when"] = "has_agent &&"


def _unused_question(d: Document) -> None:
    part(d, "items", "E1")["fields"].remove("questions.premises")
    for field in part(d, "blocks", "registered_address")["fields"]:
        field.pop("when", None)


def _unused_field(d: Document) -> None:
    part(d, "items", "E6")["fields"].remove("bank")
    part(d, "items", "E6")["fields"].append("bank.branch")


def _unused_value(d: Document) -> None:
    d["values"]["nobody_asks"] = 1


def _unwanted_material(d: Document) -> None:
    part(d, "materials", "M07")["items"] = ["E1", "E3"]


def _missing_row(d: Document) -> None:
    d["materials"] = [one for one in d["materials"] if one["key"] != "M11"]
    part(d, "items", "E1")["materials"].remove("M11")
    for one in d["signatories"]:
        one["covers"] = [name for name in one["covers"] if name != "M11"]


def _twice(d: Document) -> None:
    d["materials"].append({**part(d, "materials", "M07"), "key": "M90"})
    part(d, "items", "E1")["materials"].append("M90")


def _only_sometimes(d: Document) -> None:
    part(d, "materials", "M07")["when"] = "has_agent"


def _duplicate_of_nothing(d: Document) -> None:
    del part(d, "materials", "M13")["when"]


def _duplicate_of_a_form(d: Document) -> None:
    part(d, "materials", "M10")["rule"]["of"] = "M01"


def _produced_too_late(d: Document) -> None:
    part(d, "materials", "M14")["rule"]["by"] = "E3"


def _sees_unproduced(d: Document) -> None:
    part(d, "items", "E2")["sees"][0]["keys"].append("shoe_size")


def _sees_unordered(d: Document) -> None:
    part(d, "items", "E2")["sees"].append({"item": "E3", "keys": ["tax_office"]})


def _sees_too_much(d: Document) -> None:
    part(d, "items", "E2")["materials"].append("M07")


def _sees_too_little(d: Document) -> None:
    part(d, "items", "E2")["materials"].remove("M09")


def _needs_what_may_not_be(d: Document) -> None:
    part(d, "items", "E6")["needs"] = ["E1", "E2", "E4"]


def _unplaced_check_point(d: Document) -> None:
    del part(d, "items", "E1")["looks_at"]["capital"]


def _misplaced_check_point(d: Document) -> None:
    part(d, "items", "E1")["looks_at"]["capital"] = "block:treasure"


def _check_point_of_nothing(d: Document) -> None:
    part(d, "items", "E1")["looks_at"]["colour"] = "block:capital"


def _unfilled_value(d: Document) -> None:
    part(d, "blocks", "fund")["rules"][0]["message"]["zh"] = "最多 {fund_ratio_top}。"


def _misnamed_choices(d: Document) -> None:
    d["divisions"][1]["choices"]["seals.makr"] = d["divisions"][1]["choices"]["seals.maker"]


def _misnamed_value(d: Document) -> None:
    d["divisions"][2]["values"] = {"fund_ratio_lest": 6}


def _no_before(d: Document) -> None:
    d["before"]["steps"].pop()


def _same_key(d: Document) -> None:
    d["questions"].append(d["questions"][0])


def _reserved_key(d: Document) -> None:
    d["questions"].append({**d["questions"][-1], "key": "rows"})


def _signs_nowhere(d: Document) -> None:
    part(d, "signatories", "director")["block"] = "directors"


def _signs_without_a_number(d: Document) -> None:
    part(d, "signatories", "shareholder")["id_number"] = "uscc"


def _signs_in_no_such_field(d: Document) -> None:
    part(d, "signatories", "shareholder")["phone"] = "telephone"


def _signs_in_no_such_post(d: Document) -> None:
    part(d, "signatories", "director")["where"]["post"] = "chairman"


def _signs_for_nothing(d: Document) -> None:
    part(d, "signatories", "legal_representative")["covers"].append("M77")


def _signs_twice(d: Document) -> None:
    part(d, "signatories", "manager")["key"] = "director"


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_circle, "items.1.needs"),
        (_signs_nowhere, "signatories.3.block"),
        (_signs_without_a_number, "signatories.1.id_number"),
        (_signs_in_no_such_field, "signatories.1.phone"),
        (_signs_in_no_such_post, "signatories.3.where.post"),
        (_signs_for_nothing, "signatories.0.covers"),
        (_signs_twice, "signatories.4.key"),
        (_unknown_item, "items.5.needs.1"),
        (_unknown_field, "items.1.fields"),
        (_unknown_name, "blocks.16.when"),
        (_unknown_choice, "blocks.6.fields.2.when"),
        (_later_field, "blocks.1.fields.0.when"),
        (_later_question, "questions.0.when"),
        (_not_bool, "blocks.16.when"),
        (_not_bool_once, "blocks.16.when"),
        (_mixed_types, "blocks.14.rules.0.rule"),
        (_never, "blocks.16.when"),
        (_unknown_function, "blocks.6.rules.0.rule"),
        (_grammar, "materials.11.when"),
        (_unused_question, "questions.1"),
        (_unused_field, "blocks.15.fields.1"),
        (_unused_value, "values.nobody_asks"),
        (_unwanted_material, "materials.6.items"),
        (_missing_row, "items.0.key"),
        (_twice, "items.0.key"),
        (_only_sometimes, "items.0.key"),
        (_duplicate_of_nothing, "materials.12.rule.of"),
        (_duplicate_of_a_form, "materials.9.rule.of"),
        (_produced_too_late, "materials.13.rule.by"),
        (_sees_unproduced, "items.1.sees.0.keys"),
        (_sees_unordered, "items.1.sees.1.item"),
        (_sees_too_much, "items.1.materials"),
        (_sees_too_little, "items.1.materials"),
        (_needs_what_may_not_be, "items.5.needs.2"),
        (_unplaced_check_point, "items.0.looks_at"),
        (_misplaced_check_point, "items.0.looks_at.capital"),
        (_check_point_of_nothing, "items.0.looks_at"),
        (_unfilled_value, "blocks.14.rules.0.message"),
        (_misnamed_choices, "divisions.1.choices.seals.makr"),
        (_misnamed_value, "divisions.2.values.fund_ratio_lest"),
        (_no_before, "items.5.key"),
        (_same_key, "questions.8.key"),
        (_reserved_key, "questions.8.key"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_mistake_is_found_where_it_stands(spoil: Callable[[Document], None], place: str) -> None:
    document = written()
    spoil(document)
    found = findings(document)
    assert place in {".".join(map(str, one.place)) for one in found}, found
    assert all(one.problem and one.remedy for one in found)


def test_a_promise_over_the_law_is_refused() -> None:
    ServiceItem.objects.filter(key="E3").update(promised=Limit.working(6))
    assert [one.place for one in findings(written())] == [("items", 2, "key")]


def test_a_requirement_that_appears_later_must_be_listed() -> None:
    item = ServiceItem.objects.get(key="E2", decided_by__division=WULAGAI)
    other = Requirement.objects.filter(item__key="E1", material__code="articles")[0]
    other.pk, other.item = None, item
    other.save()
    assert any(one.place == ("items", 1, "key") for one in findings(written()))
