"""The plan of the six-in-one: order, dates, materials with reasons, and the relief in figures."""

from __future__ import annotations

import time
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bundles.catalogue.definition import Version
from bundles.catalogue.ordering import in_order
from bundles.catalogue.plan import Figures, Plan, plan
from departments.calendar import SHANGHAI, Calendar

Answers = dict[str, Any]
MONDAY = date(2026, 11, 23)


@pytest.fixture
def planned(company: Version, calendar: Calendar, answers: Answers) -> Plan:
    return plan(company, answers, on=MONDAY, calendar=calendar)


def reasons(planned: Plan, key: str) -> list[str]:
    material = next(one for one in planned.materials if one.material.key == key)
    return [reason.code for reason in material.reasons]


def test_registration_comes_first_and_the_bank_last(planned: Plan) -> None:
    assert planned.item_keys == ("E1", "E2", "E3", "E4", "E5", "E6")
    assert [one.stage for one in planned.items] == [0, 1, 1, 1, 1, 2]
    assert planned.item("E1").after == ()
    assert all(planned.item(key).after == ("E1",) for key in ("E2", "E3", "E4", "E5"))
    assert planned.item("E6").after == ("E1", "E2")


def test_the_order_does_not_depend_on_how_the_items_are_written(company: Version) -> None:
    after = {item.key: item.may_wait_for for item in company.items}
    assert [item.key for item in in_order(company.items[::-1], after)] == [
        "E1",
        "E5",
        "E4",
        "E3",
        "E2",
        "E6",
    ]


def test_each_item_is_due_from_the_day_its_predecessors_are(planned: Plan) -> None:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
    evening = datetime(2026, 11, 23, 17, 30, tzinfo=SHANGHAI)
    assert planned.item("E1").promised.at == noon
    assert {planned.item(key).promised.at for key in ("E2", "E3", "E4", "E5", "E6")} == {evening}
    assert planned.item("E1").legal.at == datetime(2026, 11, 26, 17, 30, tzinfo=SHANGHAI)
    assert planned.item("E2").legal.at == datetime(2026, 11, 27, 17, 30, tzinfo=SHANGHAI)
    assert planned.promised.at == evening


def test_no_item_is_promised_after_its_legal_date(planned: Plan) -> None:
    assert all(one.promised.at <= one.legal.at for one in planned.items)


def test_a_plan_may_start_at_the_minute_of_acceptance(
    company: Version, calendar: Calendar, answers: Answers
) -> None:
    late = datetime(2026, 11, 23, 16, 30, tzinfo=SHANGHAI)
    planned = plan(company, answers, on=MONDAY, calendar=calendar, start=late)
    assert planned.item("E1").promised.at == datetime(2026, 11, 24, 11, 0, tzinfo=SHANGHAI)


def test_a_date_in_a_year_not_yet_published_is_provisional(
    company: Version, calendar: Calendar, answers: Answers
) -> None:
    planned = plan(company, answers, on=date(2026, 12, 30), calendar=calendar)
    assert not planned.item("E1").promised.provisional
    assert planned.item("E3").legal.provisional
    assert planned.legal.provisional


def test_what_the_applicant_hands_in(planned: Plan) -> None:
    assert [one.material.key for one in planned.asked] == ["M07", "M08", "M09", "M11"]


def test_every_material_says_why(planned: Plan) -> None:
    assert reasons(planned, "M01") == ["merged_form"]
    assert reasons(planned, "M09") == ["needed_by"] * 6
    assert reasons(planned, "M10") == ["duplicate_of"]
    assert reasons(planned, "M14") == ["produced_by"]
    for one in planned.materials:
        for reason in one.reasons:
            assert reason.text.zh.endswith("。")
            assert reason.text.en.endswith(".")


def test_one_identity_document_serves_all_six(planned: Plan) -> None:
    identity = next(one for one in planned.materials if one.material.key == "M09")
    assert identity.needed_by == ("E1", "E2", "E3", "E4", "E5", "E6")


def test_the_authorisation_is_asked_only_with_an_agent(
    company: Version, calendar: Calendar, answers: Answers
) -> None:
    answers["questions"]["has_agent"] = True
    planned = plan(company, answers, on=MONDAY, calendar=calendar)
    assert [one.material.key for one in planned.asked][-1] == "M12"
    assert "agent" in {block.key for block in planned.blocks}


def test_without_staff_two_items_and_their_pages_fall_away(
    company: Version, calendar: Calendar, answers: Answers
) -> None:
    answers["questions"]["hires_staff"] = False
    planned = plan(company, answers, on=MONDAY, calendar=calendar)
    assert planned.item_keys == ("E1", "E2", "E3", "E6")
    assert not {"staff", "insurance", "fund"} & {block.key for block in planned.blocks}
    assert not {"M04", "M05", "M15"} & {one.material.key for one in planned.materials}
    assert planned.before.departments == 4


def test_a_question_is_asked_only_when_it_matters(
    company: Version, calendar: Calendar, answers: Answers
) -> None:
    answers["questions"]["invoices"] = False
    planned = plan(company, answers, on=MONDAY, calendar=calendar)
    assert "special_invoices" not in {question.key for question in planned.questions}
    assert not {"tax.invoice_kinds", "tax.special_copies"} & set(planned.fields)


def test_the_relief_is_computed(planned: Plan, company: Version) -> None:
    before, after = planned.before, planned.after
    forms_and_copies = sum(
        len(material.items) for material in company.materials if material.when == "true"
    )
    assert before.materials == forms_and_copies == 24
    assert before == Figures(
        departments=6, materials=24, fields=before.fields, visits=10, days=Decimal(7)
    )
    assert after == Figures(
        departments=1, materials=5, fields=len(planned.fields), visits=1, days=Decimal(1)
    )
    assert after.fields < before.fields


def test_with_an_agent_six_authorisations_become_one(
    company: Version, calendar: Calendar, answers: Answers
) -> None:
    answers["questions"]["has_agent"] = True
    planned = plan(company, answers, on=MONDAY, calendar=calendar)
    assert (planned.before.materials, planned.after.materials) == (30, 6)


def test_the_seals_cost_is_shown_with_who_pays(planned: Plan) -> None:
    (fee,) = planned.fees
    assert (fee.item.key, fee.payment.amount) == ("E2", "650.00")
    assert fee.payment.free


@pytest.mark.parametrize("draft", [{}, {"questions": None}, {"questions": {"hires_staff": "x"}}])
def test_a_half_filled_draft_is_planned_with_the_defaults(
    company: Version, calendar: Calendar, draft: Answers
) -> None:
    assert len(plan(company, draft, on=MONDAY, calendar=calendar).items) == 6


def test_a_plan_takes_less_than_two_milliseconds(
    company: Version, calendar: Calendar, answers: Answers
) -> None:
    plan(company, answers, on=MONDAY, calendar=calendar)
    best = min(_timed(company, answers, calendar) for _round in range(20))
    assert best < 0.002


def _timed(version: Version, answers: Answers, calendar: Calendar) -> float:
    began = time.process_time()
    plan(version, answers, on=MONDAY, calendar=calendar)
    return time.process_time() - began
