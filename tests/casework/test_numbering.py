"""Numbers given out one after the other, however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from bundles.casework.exceptions import SeriesExhausted
from bundles.casework.models import NumberSeries
from bundles.casework.numbering import allocate


@pytest.mark.django_db
def test_each_scope_counts_for_itself_and_a_scope_named_twice_gets_two() -> None:
    assert allocate(["a", "b", "a"], limit=9) == [1, 1, 2]
    assert allocate(["b", "c"], limit=9) == [2, 1]


@pytest.mark.django_db
def test_a_full_series_is_refused_and_gives_nothing_out() -> None:
    allocate(["full"], limit=1)
    with pytest.raises(SeriesExhausted), transaction.atomic():
        allocate(["full"], limit=1)
    assert NumberSeries.objects.get(scope="full").last == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_different_numbers_and_never_wait_for_each_other_in_a_circle() -> None:
    def take(turn: int) -> list[int]:
        scopes = ["left", "right"] if turn % 2 else ["right", "left"]
        try:
            with transaction.atomic():
                return allocate(scopes, limit=1000)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(take, range(80)))
    for side in (0, 1):
        numbers = [pair[side] if turn % 2 else pair[1 - side] for turn, pair in enumerate(taken)]
        assert sorted(numbers) == list(range(1, 81))
