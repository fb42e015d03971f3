"""What a bundle really came to: figures of its finished cases, nothing about any single one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Final

from django.db.models import Count, Q

from bundles.casework.models import HandedMaterial, Submission
from departments.calendar import Calendar

LAST: Final = 1000
"""Of so many cases, the latest: what was true years ago says little about today."""

FEWEST: Final = 5
"""Of fewer no figure is told: it would be a figure about somebody (ours)."""


@dataclass(frozen=True, slots=True)
class RealFigures:
    """Medians: ``days`` in working days (parts of one in tenths), from acceptance to the results;
    ``materials`` handed in by applicants, each counted once whatever its number of files.
    """

    cases: int
    days: Decimal
    materials: Decimal


def real_figures(bundle: str, division: str, calendar: Calendar) -> RealFigures | None:
    """Of the latest finished cases of a bundle in a division; None when there are too few."""
    finished = list(
        Submission.objects.filter(
            version__bundle__code=bundle,
            version__division=division,
            accepted_at__isnull=False,
            issued_at__isnull=False,
        )
        .order_by("-issued_at")
        .values_list("pk", "accepted_at", "issued_at")[:LAST]
    )
    if len(finished) < FEWEST:
        return None
    day = Decimal(int(calendar.day_length.total_seconds()) // 60)
    took = [
        calendar.office_minutes_between(began, ended) / day
        for _pk, began, ended in finished
        if began is not None and ended is not None
    ]
    handed = _handed_in([pk for pk, _began, _ended in finished])
    return RealFigures(len(finished), _tenths(median(took)), _tenths(Decimal(median(handed))))


def _handed_in(cases: Iterable[int]) -> list[int]:
    """How many materials each case's applicant handed in; what a register gave is not theirs."""
    counted = dict(
        HandedMaterial.objects.filter(
            Q(register=""), submission__in=cases, superseded_at__isnull=True
        )
        .order_by()
        .values_list("submission")
        .annotate(of=Count("material_key", distinct=True))
    )
    return [counted.get(pk, 0) for pk in cases]


def _tenths(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.1"))
