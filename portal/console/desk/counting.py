"""Counting that stays quick at any size: to a bound, and past it in honest words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import Any, Final, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet, Value

Name = TypeVar("Name", bound=Hashable)

MOST: Final = 99
"""What a figure on the desk counts to: beyond it nobody reads the difference."""
FARTHEST: Final = 1000
"""Cases of one list that can be leafed through; what is older is searched for."""


def in_figures(count: int, most: int = MOST) -> str:
    """``12``, or ``99+`` for anything that was only counted so far."""
    return f"{most}+" if count > most else str(count)


def at_most(rows: QuerySet[Any], most: int = MOST) -> int:
    """How many there are, counted no further than one past ``most``."""
    return rows.order_by().values("pk")[: most + 1].count()


def tally(lists: Mapping[Name, QuerySet[Any]]) -> dict[Name, int]:
    """How many stand in each of several lists; none counted further than one past ``MOST``."""
    unordered = {name: rows.order_by() for name, rows in lists.items()}
    return {name: len(keys) for name, keys in firsts(unordered).items()}


def firsts(lists: Mapping[Name, QuerySet[Any]]) -> dict[Name, list[int]]:
    """The keys of the first rows of several lists, of whatever kind of row, one past ``MOST`` of
    each: how many there are is told by them too.

    One statement, which reads at most a hundred rows of each list however long it is: a desk
    that asks list by list spends its time on asking.
    """
    names = list(lists)
    found: dict[Name, list[int]] = {name: [] for name in names}
    parts = [
        rows.annotate(at=Value(at)).values_list("at", "pk")[: MOST + 1]
        for at, rows in enumerate(lists.values())
    ]
    for at, key in parts[0].union(*parts[1:], all=True) if parts else ():
        found[names[at]].append(key)
    return found


class BoundedPaginator(Paginator[Any]):
    """Pages over the first ``FARTHEST`` rows; ``beyond`` tells that there are more.

    Django's own counts every row before it shows twenty of them.
    """

    def __init__(self, rows: QuerySet[Any], per_page: int) -> None:
        super().__init__(rows, per_page)
        self.rows = rows

    @cached_property
    def found(self) -> int:
        return at_most(self.rows, FARTHEST)

    @cached_property
    def count(self) -> int:
        return min(self.found, FARTHEST)

    @property
    def beyond(self) -> bool:
        return self.found > FARTHEST
