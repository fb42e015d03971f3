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
    kind: str
    """The name of the failure in the program: for whoever is asked about it."""


def problems(steps: Iterable[MachineStep]) -> list[Problem]:
    return [
        Problem(
            id=step.pk,
            number=str(step.submission.number),
            step=step_name(step.name),
            owner=step.owner,
            failures=step.failures,
            since=step.stalled_at,
            error=_sentence(step.error),
            kind=step.error.partition(": ")[0],
        )
        for step in steps
    ]


def _sentence(error: str) -> str:
    """``PrintingFailed: 字库中没有“㐬”字`` without the name in front, if anything follows it."""
    return error.partition(": ")[2] or error
