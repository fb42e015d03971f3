"""The figures of the page, counted: a handful of statements however many cases the hall has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractHour
from django.utils import timezone

from bundles.casework.models import WorkItem
from bundles.reception.models import Ticket
from bundles.reception.selectors.figures import Spread, lasted, spread, waited
from portal.console.supervision.figures import Asked, rows_of

MOST_DOTS = 150


@dataclass
class Counted:
    """Everything the page says of one hall and period, read when it is asked for."""

    asked: Asked

    @cached_property
    def intake(self) -> Counter[tuple[int, str, str]]:
        """How many by hour, channel and bundle."""
        rows = (
            rows_of("handed-in", self.asked, {})
            .order_by()
            .annotate(hour=ExtractHour("submitted_at"), web=Q(taken_in_at__isnull=True))
            .values_list("hour", "web", "version__bundle__code")
            .annotate(many=Count("pk"))
        )
        return Counter(
            {(hour, "web" if web else "counter", code): many for hour, web, code, many in rows}
        )

    @cached_property
    def sent_back(self) -> Counter[str]:
        """By bundle."""
        return self._by("sent-back", "version__bundle__code")

    @cached_property
    def handed_over(self) -> int:
        return rows_of("handed-over", self.asked, {}).count()

    @cached_property
    def handed_over_late(self) -> int:
        return rows_of("handed-over-late", self.asked, {}).count()

    @cached_property
    def on_the_shelf(self) -> int:
        return rows_of("on-the-shelf", self.asked, {}).count()

    @cached_property
    def items(self) -> dict[str, Counter[tuple[str, str, str]]]:
        """Late, due soon, settled and settled late: by department (code, short name) and bundle."""
        names = ("late", "due-soon", "settled", "settled-late")
        return {name: self._items(name) for name in names}

    @cached_property
    def tickets(self) -> list[Ticket]:
        """Every number of the period; what is said of them is worked out here."""
        return list(rows_of("called", self.asked, {}).order_by("taken_at"))

    @cached_property
    def waiting(self) -> int:
        return rows_of("waiting", self.asked, {}).count()

    @cached_property
    def missed(self) -> Counter[str]:
        """By window."""
        return self._by("missed", "window__label")

    @property
    def served(self) -> list[Ticket]:
        return [one for one in self.tickets if one.state == "done" and one.serving_at]

    @property
    def waits(self) -> Spread | None:
        return spread(map(waited, self.tickets))

    @property
    def services(self) -> Spread | None:
        return spread(map(lasted, self.served))

    def waits_by(self, key: Callable[[Ticket], Any]) -> dict[Any, Spread | None]:
        return _spreads(self.tickets, key, waited)

    def services_by(self, key: Callable[[Ticket], Any]) -> dict[Any, Spread | None]:
        return _spreads(self.served, key, lasted)

    @cached_property
    def nearest(self) -> list[WorkItem]:
        """The items late or about to be, for the picture: bounded, however bad it is."""
        found: list[WorkItem] = []
        for name in ("late", "due-soon"):
            rows = rows_of(name, self.asked, {}).select_related("department", "submission")
            rows = rows.defer("submission__answers", "submission__refusal")
            found += rows[:MOST_DOTS]
        return found

    def _items(self, name: str) -> Counter[tuple[str, str, str]]:
        rows = (
            rows_of(name, self.asked, {})
            .order_by()
            .values_list(
                "department__code",
                "department__short_name",
                "submission__version__bundle__code",
            )
            .annotate(many=Count("pk"))
        )
        return Counter({(code, said, bundle): many for code, said, bundle, many in rows})

    def _by(self, name: str, column: str) -> Counter[str]:
        rows = rows_of(name, self.asked, {}).order_by().values_list(column)
        return Counter({key or "": many for key, many in rows.annotate(many=Count("pk"))})


def hour_of(ticket: Ticket) -> int:
    return timezone.localtime(ticket.taken_at).hour


def _spreads(
    tickets: Iterable[Ticket], key: Callable[[Ticket], Any], minutes: Callable[[Ticket], float]
) -> dict[Any, Spread | None]:
    found: dict[Any, list[float]] = defaultdict(list)
    for ticket in tickets:
        found[key(ticket)].append(minutes(ticket))
    return {one: spread(many) for one, many in found.items()}
