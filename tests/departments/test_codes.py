import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from departments.codes import (
    CodeInvalid,
    case_number,
    check_char,
    implementation_code,
    is_case_number,
    is_uscc,
    work_item_number,
)

USCC = "111525310DEM00011J"
DAY = date(2026, 11, 22)
ALPHABET = string.digits + string.ascii_uppercase


def test_the_implementation_code_is_authority_level_and_item() -> None:
    code = implementation_code(USCC, 4, "000DEM0000E1")
    assert code == "111525310DEM00011J4000DEM0000E1"
    assert len(code) == 31


def test_the_work_item_number_has_43_characters() -> None:
    number = work_item_number("111525310DEM00011J4000DEM0000E1", DAY, 7)
    assert number == "111525310DEM00011J4000DEM0000E1202611220007"
    assert len(number) == 43


def test_the_case_number_ends_in_its_check_character() -> None:
    assert case_number("152571000000", DAY, 1) == "YJS15257120261122000001L"
    assert case_number("152571", DAY, 1) == case_number("152571000000", DAY, 1)
    assert is_case_number("YJS15257120261122000001L")


def test_the_check_character_is_that_of_iso_7064() -> None:
    """The published example of a standard that uses MOD 37,36 (GRid)."""
    assert check_char("A12425GABC1234002") == "M"


@given(
    division=st.from_regex(r"[0-9]{6}", fullmatch=True),
    day=st.dates(date(2024, 1, 1), date(2099, 12, 31)),
    sequence=st.integers(1, 999_999),
)
def test_every_case_number_is_recognised(division: str, day: date, sequence: int) -> None:
    number = case_number(division, day, sequence)
    assert len(number) == 24
    assert is_case_number(number)


@given(
    sequence=st.integers(1, 999_999),
    place=st.integers(3, 23),
    other=st.sampled_from(ALPHABET),
)
def test_one_wrong_character_is_noticed(sequence: int, place: int, other: str) -> None:
    number = case_number("152571", DAY, sequence)
    mistyped = number[:place] + other + number[place + 1 :]
    assert is_case_number(mistyped) is (mistyped == number)


@given(sequence=st.integers(1, 999_999), place=st.integers(3, 21))
def test_two_neighbours_swapped_are_noticed(sequence: int, place: int) -> None:
    number = case_number("152571", DAY, sequence)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert is_case_number(swapped) is (swapped == number)


@given(st.text())
def test_no_text_breaks_the_recognisers(text: str) -> None:
    assert is_case_number(text) is False
    assert is_uscc(text) in {True, False}


@pytest.mark.parametrize("text", ["yjs15257120261122000001", "YJS15257120261322000001", ""])
def test_other_texts_are_no_case_numbers(text: str) -> None:
    check = check_char(text.upper()) if text else ""
    assert not is_case_number(text + check)


@pytest.mark.parametrize(
    "text", ["111525310DEM00011K", "111525310DEM00011j", "111525310DEM0001", "１11525310DEM00011J"]
)
def test_a_credit_code_with_a_mistake_is_none(text: str) -> None:
    assert is_uscc(USCC)
    assert not is_uscc(text)


@pytest.mark.parametrize(
    "build",
    [
        lambda: implementation_code("111525310DEM00011K", 4, "000DEM0000E1"),
        lambda: implementation_code(USCC, 7, "000DEM0000E1"),
        lambda: implementation_code(USCC, 4, "E1"),
        lambda: work_item_number("short", DAY, 1),
        lambda: work_item_number("1" * 31, DAY, 10_000),
        lambda: case_number("15257", DAY, 1),
        lambda: case_number("152571", DAY, 0),
        lambda: case_number("152571", DAY, 1_000_000),
        lambda: check_char("小写"),
    ],
)
def test_parts_out_of_range_are_refused(build: object) -> None:
    assert callable(build)
    with pytest.raises(CodeInvalid):
        build()
