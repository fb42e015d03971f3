from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from departments.limits import DayKind, Limit, LimitInvalid


@pytest.mark.parametrize(
    ("limit", "zh", "en"),
    [
        (Limit.working("0.5"), "0.5个工作日", "0.5 working day"),
        (Limit.working("0.50"), "0.5个工作日", "0.5 working day"),
        (Limit.working(20), "20个工作日", "20 working days"),
        (Limit.calendar(1), "1个自然日", "1 calendar day"),
        (Limit.working(0), "即时办结", "on the spot"),
    ],
)
def test_a_limit_reads_in_both_languages(limit: Limit, zh: str, en: str) -> None:
    assert (limit.zh, limit.en) == (zh, en)
    with translation.override("zh-hans"):
        assert str(limit) == zh
    with translation.override("en"):
        assert str(limit) == en


@given(
    amount=st.decimals(0, 100, places=2, allow_nan=False),
    kind=st.sampled_from(DayKind),
)
def test_a_limit_comes_back_from_json_as_it_went(amount: Decimal, kind: DayKind) -> None:
    limit = Limit(amount, kind)
    assert Limit.from_json(limit.to_json()) == limit


def test_json_without_a_kind_means_working_days() -> None:
    assert Limit.from_json({"amount": 3}) == Limit.working(3)


@pytest.mark.parametrize(
    "value",
    [{}, {"amount": "soon"}, {"amount": -1}, {"amount": "NaN"}, {"amount": 1, "day_kind": "lunar"}],
)
def test_nonsense_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(LimitInvalid):
        Limit.from_json(value)


@pytest.mark.parametrize(
    ("promised", "legal", "exceeds"),
    [
        (Limit.working("0.5"), Limit.working(3), False),
        (Limit.working(4), Limit.working(3), True),
        (Limit.working(3), Limit.working(3), False),
        (Limit.calendar(3), Limit.working(3), False),
        (Limit.working("0.5"), Limit.calendar(15), False),
        (Limit.working(10), Limit.calendar(15), True),
        (Limit.working(0), Limit.calendar(0), False),
    ],
)
def test_a_promise_is_held_against_the_law_across_kinds_of_day(
    promised: Limit, legal: Limit, *, exceeds: bool
) -> None:
    assert promised.exceeds(legal) is exceeds
