"""Every figure of the page by name: what it counts, and how a part of it is asked for.

The page counts these rows and the list behind a figure shows them: they cannot disagree.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bundles.casework.selectors import figures as cases
from bundles.casework.selectors.lines import unread
from bundles.issuance.models import Batch
from bundles.issuance.selectors import OVERDUE_AFTER
from bundles.reception.selectors import figures as numbers
from bundles.reception.states import TicketState
from departments.limits import Limit
from departments.models import Hall
from departments.selectors import calendar_for
from portal.console.supervision.period import Period

SOON: Final = Limit.working(1)
"""About to be late: due within one working day (domain facts §3.8)."""


class Kind(enum.StrEnum):
    CASE = "case"
    ITEM = "item"
    TICKET = "ticket"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose figures, of which days, at which moment."""

    hall: Hall
    period: Period
    now: datetime

    @property
    def span(self) -> tuple[int, datetime, datetime]:
        return self.hall.pk, self.period.begins, self.period.ends

    @property
    def days(self) -> tuple[int, Any, Any]:
        return self.hall.pk, self.period.first, self.period.today

    @property
    def soon(self) -> datetime:
        return calendar_for(self.hall.division_id, self.hall.code).due(self.now, SOON).at


@dataclass(frozen=True, slots=True)
class Figure:
    title: str | Promise
    kind: Kind
    rows: Callable[[Asked], QuerySet[Any]]


def _handed_over(asked: Asked) -> QuerySet[Batch]:
    hall, begins, ends = asked.span
    return (
        Batch.objects.filter(
            submission__hall=hall, handed_over_at__gte=begins, handed_over_at__lt=ends
        )
        .select_related("submission")
        .defer("manifest", *unread("submission__"))
        .order_by("-handed_over_at", "-id")
    )


def _on_the_shelf(asked: Asked) -> QuerySet[Batch]:
    return (
        Batch.objects.filter(
            submission__hall=asked.hall.pk,
            handed_over_at__isnull=True,
            issued_at__lte=asked.now - OVERDUE_AFTER,
        )
        .select_related("submission")
        .defer("manifest", *unread("submission__"))
        .order_by("issued_at", "id")
    )


HANDED_OVER_LATE: Final = Q(handed_over_at__gt=F("issued_at") + OVERDUE_AFTER)

FIGURES: Final[Mapping[str, Figure]] = {
    "handed-in": Figure(_("收件"), Kind.CASE, lambda asked: cases.handed_in(*asked.span)),
    "sent-back": Figure(_("要求补正的"), Kind.CASE, lambda asked: cases.sent_back(*asked.span)),
    "late": Figure(_("已超期"), Kind.ITEM, lambda asked: cases.late(asked.hall.pk, asked.now)),
    "due-soon": Figure(
        _("一个工作日内到期"),
        Kind.ITEM,
        lambda asked: cases.due_until(asked.hall.pk, asked.now, asked.soon),
    ),
    "settled": Figure(_("办结的事项"), Kind.ITEM, lambda asked: cases.settled(*asked.span)),
    "settled-late": Figure(
        _("超期办结的事项"), Kind.ITEM, lambda asked: cases.settled_late(*asked.span)
    ),
    "waiting": Figure(
        _("正在排队"),
        Kind.TICKET,
        lambda asked: numbers.taken(asked.hall.pk, asked.period.today, asked.period.today).filter(
            state=TicketState.WAITING
        ),
    ),
    "called": Figure(_("叫过的号"), Kind.TICKET, lambda asked: numbers.called(*asked.days)),
    "served": Figure(_("办完的号"), Kind.TICKET, lambda asked: numbers.served(*asked.days)),
    "missed": Figure(
        _("过号"),
        Kind.TICKET,
        lambda asked: numbers.taken(*asked.days).filter(state=TicketState.MISSED),
    ),
    "handed-over": Figure(_("送达"), Kind.BATCH, _handed_over),
    "handed-over-late": Figure(
        _("出件十天后才送达"),
        Kind.BATCH,
        lambda asked: _handed_over(asked).filter(HANDED_OVER_LATE),
    ),
    "on-the-shelf": Figure(_("出件十天还没有领走"), Kind.BATCH, _on_the_shelf),
}

PARTS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.CASE: {"hour": "submitted_at__hour", "bundle": "version__bundle__code"},
    Kind.ITEM: {
        "department": "department__code",
        "bundle": "submission__version__bundle__code",
    },
    Kind.TICKET: {"hour": "taken_at__hour", "bundle": "bundle_code", "window": "window__label"},
    Kind.BATCH: {"bundle": "submission__version__bundle__code"},
}
"""By which column a part of a figure is asked for."""

CHANNELS: Final = ("counter", "web")


def rows_of(name: str, asked: Asked, parts: Mapping[str, str]) -> QuerySet[Any]:
    """The rows behind a figure, or behind a part of it; what is no part narrows nothing down."""
    figure = FIGURES[name]
    rows = figure.rows(asked)
    for part, column in PARTS[figure.kind].items():
        value = parts.get(part)
        if value is None:
            continue
        if part == "hour":
            rows = rows.filter(**{column: int(value)}) if _is_hour(value) else rows.none()
        else:
            rows = rows.filter(**{column: value.replace("\0", "")})
    if figure.kind is Kind.CASE and parts.get("channel") in CHANNELS:
        rows = rows.filter(taken_in_at__isnull=parts["channel"] == "web")
    return rows


def leads_to(name: str, period: Period, **parts: object) -> str:
    """The address of the list behind a figure."""
    query = urlencode({"days": period.days, **parts})
    return f"{reverse('admin:supervision_list', args=[name])}?{query}"


def _is_hour(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and int(text) < 24
