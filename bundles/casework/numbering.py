"""Numbers given out one after the other, each scope a series of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .exceptions import SeriesExhausted
from .models import NumberSeries


def allocate(scopes: Iterable[str], *, limit: int) -> list[int]:
    """The next number of each scope, in the order given; a scope named twice gets two.

    Runs inside the caller's transaction and locks the series in one fixed order, so two callers
    never wait for each other. A rolled-back caller gives its numbers back. Raises
    ``SeriesExhausted`` past ``limit``.
    """
    wanted = list(scopes)
    needed = Counter(wanted)
    NumberSeries.objects.bulk_create(
        [NumberSeries(scope=scope) for scope in sorted(needed)], ignore_conflicts=True
    )
    series = {
        row.scope: row
        for row in NumberSeries.objects.select_for_update()
        .filter(scope__in=needed)
        .order_by("scope")
    }
    numbers = []
    for scope in wanted:
        series[scope].last += 1
        numbers.append(series[scope].last)
        if series[scope].last > limit:
            raise SeriesExhausted
    NumberSeries.objects.bulk_update(series.values(), ["last"])
    return numbers
