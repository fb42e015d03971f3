"""The figures of the page, counted: a handful of statements however many cases the hall has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour
from django.utils import timezone

from bundles.casework.models import WorkItem
from bundles.casework.selectors import figures as cases
from bundles.catalogue import versions
from bundles.reception.models import Ticket
from bundles.reception.selectors.figures import Spread, lasted, spread, waited
from departments.models import Department
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
            .values_list("hour", "web", "version")
            .annotate(many=Count("pk"))
        )
        found = Counter[tuple[int, str, str]]()
        for hour, web, version, many in rows:
            found[hour, "web" if web else "counter", _bundle(version)] += many
        return found

    @cached_property
    def sent_back(self) -> Counter[str]:
        """By bundle."""
        found = Counter[str]()
        for version, many in self._by("sent-back", "version").items():
            found[_bundle(version)] += many
        return found

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
        open_now = _parts(cases.due_before(self.asked.hall.pk, until), Q(promised_due__lt=now))
        ended = _parts(cases.settled(*self.asked.span), cases.SETTLED_TOO_LATE)
        keys = {department for department, *_rest in (*open_now, *ended)}
        rows = Department.objects.filter(pk__in=keys).values_list("pk", "code", "short_name")
        said = {key: (code, name) for key, code, name in rows}
        late, soon = _parted(open_now, said)
        settled_late, in_time = _parted(ended, said)
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

    def _by(self, name: str, column: str) -> Counter[Any]:
        rows = rows_of(name, self.asked, {}).order_by().values_list(column)
        return Counter({key or "": many for key, many in rows.annotate(many=Count("pk"))})


def _parts(rows: QuerySet[WorkItem], bad: Q) -> list[tuple[int, int, int, int]]:
    """By department and version: how many there are, and how many of them are ``bad``.

    By their keys: names joined to every single row would cost more than the counting.
    """
    by = rows.order_by().values_list("department", "submission__version")
    return list(by.annotate(many=Count("pk"), bad=Count("pk", filter=bad)))


def _parted(
    counted: Iterable[tuple[int, int, int, int]], said: Mapping[int, tuple[str, str]]
) -> tuple[Counter[tuple[str, str, str]], Counter[tuple[str, str, str]]]:
    """Those that are bad, and the others: by department and bundle."""
    those, others = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for department, version, many, bad in counted:
        part = (*said[department], _bundle(version))
        those[part] += bad
        others[part] += many - bad
    return +those, +others


def _bundle(version_id: int) -> str:
    return versions.version(version_id).code


def hour_of(ticket: Ticket) -> int:
    return timezone.localtime(ticket.taken_at).hour


def _spreads(
    tickets: Iterable[Ticket], key: Callable[[Ticket], Any], minutes: Callable[[Ticket], float]
) -> dict[Any, Spread | None]:
    found: dict[Any, list[float]] = defaultdict(list)
    for ticket in tickets:
        found[key(ticket)].append(minutes(ticket))
    return {one: spread(many) for one, many in found.items()}
