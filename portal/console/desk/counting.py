"""Counting that stays quick at any size: to a bound, and past it in honest words."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet

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
