"""Conditions: CEL with every name bound, and nothing accepted but true and false."""

from __future__ import annotations

import pytest

from bundles.catalogue.conditions import (
    ConditionError,
    cents,
    compared,
    distinct,
    holds,
    members,
    total,
    variables,
)


def test_a_condition_is_true_or_false_under_its_names() -> None:
    assert holds('kind == "person" && staff > 0', {"kind": "person", "staff": 3})
    assert not holds('kind == "person" && staff > 0', {"kind": "person", "staff": 0})


@pytest.mark.parametrize("expression", ["1 + 1", '"yes"', "staff", "kind", "[true]"])
def test_what_is_neither_true_nor_false_is_refused(expression: str) -> None:
    with pytest.raises(ConditionError):
        holds(expression, {"staff": 3, "kind": "person"})


@pytest.mark.parametrize(
    "expression", ["unheard_of", "unheard_of(1)", "staff > kind", "row.nothing == 1", "1 <", ""]
)
def test_every_failure_is_the_same_kind_of_error(expression: str) -> None:
    with pytest.raises(ConditionError) as raised:
        holds(expression, {"staff": 3, "kind": "person", "row": {}})
    assert raised.value.expression == expression


def test_loop_variables_are_no_names_to_bind() -> None:
    assert variables('rows.all(r, r.kind == "a") && !agent') == {"rows", "agent"}


def test_members_and_compared_words_are_read_off_the_text() -> None:
    rule = 'row.kind == "person" && "finance" in seals && blocks.capital.amount != ""'
    assert members(rule, "row") == {"kind"}
    assert members(rule, "blocks") == {"capital"}
    assert set(compared(rule)) == {("row.kind", "person"), ("seals", "finance")}


def test_money_is_added_without_losing_a_cent() -> None:
    rows = [{"amount": "0.10"}, {"amount": "0.20"}, {"amount": ""}]
    assert total(rows, "amount") == cents("0.30") == 30


def test_empty_values_never_count_as_twice_the_same() -> None:
    assert distinct([{"id": ""}, {"id": ""}, {"id": "7"}], "id")
    assert not distinct([{"id": "7"}, {"id": "7"}], "id")
