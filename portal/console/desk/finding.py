"""Where what was asked for stands, among the cases the clerk's hall may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet, Value
from django.db.models.functions import Reverse

from applicants.models import Applicant
from applicants.selectors import (
    applicants_named,
    applicants_with_number,
    applicants_with_phone,
)
from bundles.casework.models import Submission
from bundles.casework.selectors.lines import unread
from portal.console.desk.asked import SHORTEST_END, Asked, Kind
from portal.console.desk.queues import cases

MOST_HITS: Final = 50
"""More cases than a person looks through: then something more exact is asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A case, and the part of its page the number belongs to."""

    number: str
    part: str = ""


_EXACTLY: Final = (
    ("number", ""),
    ("work_items__number", "#progress"),
    ("batches__certificates__number", "#handovers"),
    ("batches__certificates__electronic_id", "#handovers"),
    ("batches__certificates__stock_number", "#handovers"),
    ("batches__number", "#handovers"),
)
"""Whose number it may be; of several kinds the first counts."""


def exactly(hall_code: str, number: str) -> Place | None:
    """The case behind a whole number: its own, an item's, a result's, a batch's, a stock number.

    None when there is none, or when several bear it (stock numbers of two makers may be alike).
    One query, whatever number it is.
    """
    first, *others = (_bearing(hall_code, number, kind) for kind in range(len(_EXACTLY)))
    found = sorted(first.union(*others, all=True))
    if not found:
        return None
    kind = found[0][0]
    of_it = {case for one, case in found if one == kind}
    return Place(of_it.pop(), _EXACTLY[kind][1]) if len(of_it) == 1 else None


def _bearing(hall_code: str, number: str, kind: int) -> Any:
    field, _part = _EXACTLY[kind]
    rows = cases(hall_code).order_by().filter(**{field: number}).annotate(kind=Value(kind))
    return rows.values_list("kind", "number")[:2]


def ending(hall_code: str, digits: str) -> QuerySet[Submission]:
    """Cases whose number ends so; too few digits find none."""
    visible = cases(hall_code)
    if len(digits) < SHORTEST_END or not digits.isalnum():
        return visible.none()
    backwards = visible.annotate(backwards=Reverse("number"))
    return _newest(backwards.filter(backwards__startswith=digits[::-1]))


def of_person(hall_code: str, asked: Asked) -> QuerySet[Submission]:
    """Cases of everyone of this name, phone or number; found by keyed hash, whole or not at all."""
    return _newest(cases(hall_code).filter(applicant__in=_people(asked)))


def _people(asked: Asked) -> QuerySet[Applicant]:
    match asked.kind:
        case Kind.PHONE:
            return applicants_with_phone(asked.value)
        case Kind.IDENTITY:
            return applicants_with_number(asked.value)
        case _:
            return applicants_named(asked.value)


def _newest(found: QuerySet[Submission]) -> QuerySet[Submission]:
    return found.select_related("applicant").defer(*unread()).order_by("-submitted_at", "-id")
