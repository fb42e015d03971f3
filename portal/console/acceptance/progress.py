"""How far each department has come with its part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from bundles.casework.clock import Light, Reading, read
from bundles.casework.models import Event, WorkItem
from bundles.casework.selectors.moments import limits_of, moments_of
from bundles.casework.states import ITEM_WAITS_FOR, Party, WorkItemStatus
from bundles.catalogue.definition import Version
from departments.calendar import Calendar
from departments.models import Officer
from portal.console.desk.deadlines import in_words
from portal.console.pages.words import LIGHTS

_TONE = {
    WorkItemStatus.APPROVED: "success",
    WorkItemStatus.REJECTED: "danger",
    WorkItemStatus.NOT_ACCEPTED: "danger",
    WorkItemStatus.CORRECTION: "warning",
    WorkItemStatus.CLAIMED: "info",
    WorkItemStatus.QUEUED: "info",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table; ``grounds`` only where a department said no."""

    name: str
    number: str
    department: str
    officer: str
    status: str
    tone: str
    waits_for: str
    promised: datetime | None
    legal: datetime | None
    light: str
    light_tone: str
    left: str
    settled_at: datetime | None
    grounds: str
    result: str


def progress(
    version: Version, items: Sequence[WorkItem], events: Iterable[Event], calendar: Calendar
) -> tuple[Step, ...]:
    """``items`` with department and decision at hand; ``events`` are all of the case."""
    happened: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.work_item_id is not None:
            happened[event.work_item_id].append(event)
    numbers = {item.officer for item in items if item.officer}
    names = dict(Officer.objects.filter(number__in=numbers).values_list("number", "name"))
    return tuple(
        _step(version, item, happened[item.pk], calendar, names.get(item.officer, ""))
        for item in items
    )


def _step(
    version: Version, item: WorkItem, events: list[Event], calendar: Calendar, officer: str
) -> Step:
    definition = version.item(item.key)
    reading = read(moments_of(events), limits_of(definition, item), calendar, timezone.now())
    tone, light = LIGHTS[reading.light] if reading else ("", "")
    decision = getattr(item, "decision", None)
    waits_for = ITEM_WAITS_FOR[item.state]
    return Step(
        name=str(definition.name),
        number=item.number,
        department=str(definition.department.name),
        officer=officer,
        status=str(item.state.label),
        tone=_TONE.get(item.state, ""),
        waits_for="" if waits_for is Party.NOBODY else str(waits_for.label),
        promised=item.promised_due,
        legal=item.legal_due,
        light=str(light),
        light_tone=tone,
        left=_left(reading, calendar),
        settled_at=item.settled_at,
        grounds=decision.grounds if decision else "",
        result=str(definition.result.name) if item.state is WorkItemStatus.APPROVED else "",
    )


def _left(reading: Reading | None, calendar: Calendar) -> str:
    if reading is None or reading.light in {Light.DONE, Light.STOPPED}:
        return ""
    day = int(calendar.day_length.total_seconds()) // 60
    minutes = int(reading.left.total_seconds()) // 60
    return in_words(minutes, day=day, overdue=reading.light is Light.RED)
