"""What another answer changes: in and out, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bundles.catalogue.comparing import Changes, compare
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import plan
from departments.calendar import Calendar

MONDAY = date(2026, 11, 23)


@pytest.fixture
def compared(company: Version, calendar: Calendar) -> Any:
    def changes(before: dict[str, Any], after: dict[str, Any]) -> Changes:
        was, now = (
            plan(company, {"questions": one}, on=MONDAY, calendar=calendar)
            for one in (before, after)
        )
        return compare(was, now)

    return changes


def test_without_staff_two_items_two_departments_and_their_fields_go(compared: Any) -> None:
    found = compared({"hires_staff": True}, {"hires_staff": False})
    assert [one.item.key for one in found.items_out] == ["E4", "E5"]
    assert found.items_in == ()
    assert len(found.departments_out) == 2
    assert found.figures[1].fields < found.figures[0].fields
    assert not found.same_list


def test_the_other_way_round_is_the_mirror_image(compared: Any) -> None:
    there = compared({"hires_staff": True}, {"hires_staff": False})
    back = compared({"hires_staff": False}, {"hires_staff": True})
    assert back.items_in == there.items_out
    assert back.departments_in == there.departments_out
    assert back.promised == there.promised[::-1]
    assert back.cost == there.cost[::-1]


def test_an_agent_means_one_material_more_to_hand_in(compared: Any) -> None:
    found = compared({"has_agent": False}, {"has_agent": True})
    asked = [one.planned.material.key for one in found.materials if one.asked_anew]
    assert len(asked) == found.figures[1].materials - found.figures[0].materials >= 1
    assert not any(one.spared_anew for one in found.materials)


def test_what_makes_questions_needless_says_which(compared: Any) -> None:
    found = compared({"invoices": True}, {"invoices": False})
    assert [one.key for one in found.questions_out] == ["special_invoices"]
    assert found.questions_in == ()


def test_the_same_answers_change_nothing(compared: Any) -> None:
    found = compared({"premises": "rented"}, {"premises": "rented"})
    assert found.same_list
    assert found.materials == found.items_changed == ()


def test_others_pay_for_the_seals_and_the_applicant_nothing(compared: Any) -> None:
    cost, _same = compared({}, {}).cost
    assert cost.own == 0
    assert cost.others == 650
