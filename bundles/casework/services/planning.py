"""The plan of what was handed in, under the circumstances of its filing."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime

from django.utils import timezone

from bundles.casework.models import Filing
from bundles.casework.selectors.circumstances import filed
from bundles.catalogue.plan import Plan, plan
from departments.limits import Limit

from .moves import Case


def plan_filed(
    case: Case,
    filing: Filing | None = None,
    *,
    start: datetime | None = None,
    limits: Mapping[str, tuple[Limit, Limit]] | None = None,
    without: Set[str] = frozenset(),
) -> Plan:
    """The plan of ``filing``, else of the last one, from ``start`` or from today."""
    filing = filing or case.submission.filings.latest("sequence")
    return plan(
        case.version,
        filing.content["answers"],
        on=timezone.localdate(start or case.at),
        calendar=case.calendar,
        start=start,
        limits=limits,
        without=without,
        **filed(filing),
    )
