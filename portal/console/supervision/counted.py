"""The figures of the page, counted: a handful of statements however many cases the hall has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour
from django.utils import timezone

from bundles.casework.models import WorkItem
from bundles.casework.selectors import figures as cases
from bundles.reception.models import Ticket
from bundles.reception.selectors.figures import Spread, lasted, spread, waited
from portal.console.supervision.figures import HANDED_OVER_LATE, Asked, rows_of

MOST_DOTS = 150
SHOWN_OF_A_DOT = (
    "key",
    "promised_due",
    "submission__number",
    "department__code",
    "department__short_name",
    "department__short_name_en",
)


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

    @property
    def handed_over(self) -> int:
        return self._handed_over[0]

    @property
    def handed_over_late(self) -> int:
        return self._handed_over[1]

    @cached_property
    def _handed_over(self) -> tuple[int, int]:
        """All, and of those the late: counted in one go, as are the items below."""
        rows = rows_of("handed-over", self.asked, {}).order_by()
        found = rows.aggregate(many=Count("pk"), late=Count("pk", filter=HANDED_OVER_LATE))
        return found["many"], found["late"]

    @cached_property
    def on_the_shelf(self) -> int:
        return rows_of("on-the-shelf", self.asked, {}).count()

    @cached_property
    def items(self) -> dict[str, Counter[tuple[str, str, str]]]:
        """Late, due soon, settled and settled late: by department (code, short name) and bundle."""
        now, until = self.asked.now, self.asked.soon
        late, soon = self._items(
            cases.due_before(self.asked.hall.pk, until), Q(promised_due__lt=now)
        )
        settled_late, in_time = self._items(cases.settled(*self.asked.span), cases.SETTLED_TOO_LATE)
        return {
            "late": late,
            "due-soon": soon,
            "settled": settled_late + in_time,
            "settled-late": settled_late,
        }

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
            found += rows.only(*SHOWN_OF_A_DOT)[:MOST_DOTS]
        return found

    def _items(
        self, rows: QuerySet[WorkItem], bad: Q
    ) -> tuple[Counter[tuple[str, str, str]], Counter[tuple[str, str, str]]]:
        """Those that are ``bad`` and the others, counted in one go."""
        parts = ("department__code", "department__short_name", "submission__version__bundle__code")
        counted = rows.order_by().values_list(*parts)
        found = counted.annotate(many=Count("pk"), bad=Count("pk", filter=bad))
        by_part = {(code, said, bundle): tuple(rest) for code, said, bundle, *rest in found}
        return (
            Counter({part: bad for part, (_many, bad) in by_part.items() if bad}),
            Counter({part: many - bad for part, (many, bad) in by_part.items() if many > bad}),
        )

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
