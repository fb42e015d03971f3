"""Machine steps that failed too often and now stand on the hall's desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bundles.casework.models import MachineStep
from portal.console.pages.words import step_name


@dataclass(frozen=True, slots=True)
class Problem:
    id: int
    number: str
    step: str
    owner: str
    failures: int
    since: datetime | None
    error: str


def problems(steps: Iterable[MachineStep]) -> list[Problem]:
    return [
        Problem(
            id=step.pk,
            number=str(step.submission.number),
            step=step_name(step.name),
            owner=step.owner,
            failures=step.failures,
            since=step.stalled_at,
            error=step.error,
        )
        for step in steps
    ]
