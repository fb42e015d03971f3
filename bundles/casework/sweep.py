"""Ring again for whatever lingers in a machine state: a lost bell loses time, never a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from .bells import Fact, ring
from .models import MachineStep, Submission
from .states import SubmissionStatus

Lingering = Callable[[datetime], Iterable[int]]

BATCH: Final = 1000
"""At most so many bells of one kind per round; the next round takes the rest."""

_watched: list[tuple[Fact, Lingering]] = []


def watch(fact: Fact, lingering: Lingering) -> None:
    """Have the sweep ring ``fact`` for every submission id that ``lingering(now)`` gives."""
    if (fact, lingering) not in _watched:
        _watched.append((fact, lingering))


def sweep() -> dict[str, int]:
    """One round; how many bells were rung, by fact."""
    now = timezone.now()
    rung: dict[str, int] = {}
    for fact, lingering in _watched:
        for submission_id in list(islice(lingering(now), BATCH)):
            ring(fact, submission_id)
            rung[fact.value] = rung.get(fact.value, 0) + 1
    return rung


def accepted(now: datetime) -> Iterable[int]:
    """Accepted and not yet fanned out."""
    return _lingering(Submission.objects.filter(status=SubmissionStatus.ACCEPTED), "fan_out")


def decided(now: datetime) -> Iterable[int]:
    """Decided and not yet issued."""
    return _lingering(Submission.objects.filter(status=SubmissionStatus.DECIDED), "issue")


def ready(now: datetime) -> Iterable[int]:
    """Still in review, but some results may not wait any longer."""
    waiting = Submission.objects.filter(status=SubmissionStatus.IN_REVIEW, issue_at__lte=now)
    return _lingering(waiting, "issue")


def deemed(now: datetime) -> Iterable[int]:
    """Handed in, left unanswered, and accepted by the law by now."""
    waiting = Submission.objects.filter(status=SubmissionStatus.SUBMITTED, deemed_at__lte=now)
    return _lingering(waiting, "deem_accepted")


def _lingering(submissions: QuerySet[Submission], step: str) -> Iterable[int]:
    """Oldest first, leaving out those whose step already stands on a desk."""
    stalled = MachineStep.objects.filter(
        submission=OuterRef("pk"), name=step, stalled_at__isnull=False
    )
    return submissions.exclude(Exists(stalled)).order_by("pk").values_list("pk", flat=True)[:BATCH]
