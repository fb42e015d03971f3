"""Where what was asked for stands, among the cases the clerk's hall may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Reverse

from applicants.models import Applicant
from applicants.selectors import (
    applicants_named,
    applicants_with_number,
    applicants_with_phone,
)
from bundles.casework.models import Submission
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
    (Q(number=""), ""),
    (Q(work_items__number=""), "#progress"),
    (Q(batches__certificates__number=""), "#handovers"),
    (Q(batches__certificates__electronic_id=""), "#handovers"),
    (Q(batches__certificates__stock_number=""), "#handovers"),
    (Q(batches__number=""), "#handovers"),
)


def exactly(hall_code: str, number: str) -> Place | None:
    """The case behind a whole number: its own, an item's, a result's, a batch's, a stock number.

    None when there is none, or when several bear it (stock numbers of two makers may be alike).
    """
    visible = cases(hall_code).order_by()
    for where, part in _EXACTLY:
        ((field, _empty),) = where.children  # type: ignore[misc]
        found = list(visible.filter(**{field: number}).values_list("number", flat=True)[:2])
        if found:
            return Place(str(found[0]), part) if len(set(found)) == 1 else None
    return None


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
    return found.select_related("applicant").order_by("-submitted_at", "-id")
