"""The books of the audit administrator: read, filtered, exported, never written.

Each is of their own hall only, and shows no applicant's data: the ledger holds none, a look behind
the mask is shown by what was looked at and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from bundles.casework.models import Event, RegisterCall, Submission
from departments.models import Hall, OfficerRole
from portal.accounts.models import DisclosureEntry, StaffEvent, StaffEventKind
from portal.console.pages.registers import purpose_of, register_name
from portal.console.pages.words import sentence, who

SEEN: Final[Mapping[str, StrPromise]] = {
    "submission": gettext_lazy("查看办件未遮盖的内容"),
    "handover": gettext_lazy("交付时查看领取人信息"),
    "search": gettext_lazy("按个人信息查找"),
    "ticket": gettext_lazy("查看取号人信息"),
    "case": gettext_lazy("查看其他大厅的办件"),
}


@dataclass(frozen=True)
class Asked:
    """What the auditor looks for; empty means all."""

    number: str = ""
    officer: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Asked:
        """From the form; what is no date is no limit."""
        given = {name: fields.get(name, "").replace("\0", "").strip()[:40] for name in FIELDS}
        return cls(
            number=given["number"].upper(),
            officer=given["officer"].upper(),
            since=_day(given["since"]),
            until=_day(given["until"]),
        )

    def between(self, column: str = "at") -> Q:
        limits = Q()
        if self.since:
            limits &= Q((f"{column}__gte", _moment(self.since, time.min)))
        if self.until:
            limits &= Q((f"{column}__lte", _moment(self.until, time.max)))
        return limits


FIELDS: Final = ("number", "officer", "since", "until")


@dataclass(frozen=True)
class Line:
    """One entry as it is shown and exported."""

    id: int
    at: datetime
    who: str
    officer: str
    what: str
    about: str
    reason: str


@dataclass(frozen=True)
class Book:
    """One book: its name, where its rows come from, how one of them reads."""

    key: str
    label: StrPromise
    rows: Callable[[Hall, Asked], QuerySet[Any]]
    line: Callable[[Any], Line]

    def newest(self, hall: Hall, asked: Asked, *, before: int | None, most: int) -> list[Line]:
        """At most ``most`` entries older than ``before``, newest first."""
        rows = self.rows(hall, asked).order_by("-id")
        if before is not None:
            rows = rows.filter(id__lt=before)
        return [self.line(row) for row in rows[:most]]

    def every(self, hall: Hall, asked: Asked) -> Iterator[Line]:
        """All of them, oldest first, a few at a time."""
        for row in self.rows(hall, asked).order_by("id").iterator(chunk_size=500):
            yield self.line(row)


def _ledger(hall: Hall, asked: Asked) -> QuerySet[Event]:
    rows = Event.objects.filter(asked.between(), submission__hall=hall)
    if asked.number:
        rows = rows.filter(submission__number=asked.number)
    if asked.officer:
        rows = rows.filter(actor__id=asked.officer)
    return rows.select_related("submission", "work_item").only(
        "at", "kind", "actor", "data", "sequence", "submission__number", "work_item__key"
    )


def _ledger_line(event: Event) -> Line:
    item = f" {event.work_item.key}" if event.work_item else ""
    return Line(
        id=event.pk,
        at=event.at,
        who=who(event.actor),
        officer=_number(event.actor),
        what=sentence(event.kind, event.data) + item,
        about=f"{event.submission.number or _('未提交')} · {event.sequence}",
        reason="",
    )


def _looks(hall: Hall, asked: Asked) -> QuerySet[DisclosureEntry]:
    rows = DisclosureEntry.objects.filter(asked.between(), hall=hall.code)
    if asked.number:
        rows = rows.filter(case_number=asked.number)
    return rows.filter(user__officer__number=asked.officer) if asked.officer else rows


def _look_line(entry: DisclosureEntry) -> Line:
    return Line(
        id=entry.pk,
        at=entry.at,
        who=who(entry.actor),
        officer=_number(entry.actor),
        what=str(SEEN.get(entry.subject_kind, gettext_lazy("查看个人信息"))),
        about=entry.case_number,
        reason=entry.reason,
    )


def _staff(hall: Hall, asked: Asked) -> QuerySet[StaffEvent]:
    rows = StaffEvent.objects.filter(asked.between(), hall=hall.code)
    if asked.number:
        rows = rows.filter(about=asked.number)
    if asked.officer:
        rows = rows.filter(Q(about=asked.officer) | Q(user__officer__number=asked.officer))
    return rows


def _staff_line(entry: StaffEvent) -> Line:
    return Line(
        id=entry.pk,
        at=entry.at,
        who=who(entry.actor),
        officer=_number(entry.actor),
        what=StaffEventKind(entry.kind).label + _detail(entry),
        about=entry.about,
        reason=entry.reason,
    )


def _detail(entry: StaffEvent) -> str:
    if "before" not in entry.detail:
        return ""
    before, after = (
        "、".join(str(OfficerRole(role).label) for role in entry.detail[key])
        for key in ("before", "after")
    )
    return _("：%(before)s → %(after)s") % {"before": before, "after": after}


def _registers(hall: Hall, asked: Asked) -> QuerySet[RegisterCall]:
    """Calls of registers; of an officer those they caused by filling in beside an applicant."""
    rows = RegisterCall.objects.filter(asked.between("asked_at"), hall=hall.code)
    if asked.number:
        tokens = Submission.objects.filter(number=asked.number, hall=hall).values("token")
        rows = rows.filter(case__in=tokens)
    number = Submission.objects.filter(token=OuterRef("case")).values("number")[:1]
    rows = rows.annotate(number=Subquery(number))
    return rows.filter(asked_by__id=asked.officer) if asked.officer else rows


def _register_line(call: RegisterCall) -> Line:
    return Line(
        id=call.pk,
        at=call.asked_at,
        who=who(call.asked_by),
        officer=_number(call.asked_by),
        what=f"{register_name(call)} · {call.get_outcome_display()} · {call.took_ms} ms",
        about=getattr(call, "number", None) or _("未提交"),
        reason=purpose_of(call),
    )


def _number(actor: Mapping[str, Any]) -> str:
    """The staff number of whoever acted; an applicant has none."""
    return str(actor.get("id", "")) if actor.get("name") else ""


BOOKS: Final[Mapping[str, Book]] = {
    book.key: book
    for book in (
        Book("ledger", gettext_lazy("办件记录"), _ledger, _ledger_line),
        Book("looks", gettext_lazy("查看个人信息"), _looks, _look_line),
        Book("staff", gettext_lazy("登录与账户管理"), _staff, _staff_line),
        Book("registers", gettext_lazy("登记系统查询"), _registers, _register_line),
    )
}


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
