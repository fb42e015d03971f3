"""Steps nobody stands behind: run them, count what fails, and put what keeps failing on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import structlog
from django.db import transaction
from django.utils import timezone

from applicants.identity import mask_numbers

from .actors import Actor
from .bells import Fact, ring_after_commit
from .exceptions import NotYours
from .models import MachineStep

log = structlog.get_logger(__name__)

PATIENCE: Final = 5
"""Failures after which a step waits for a person."""


def step(name: str, submission_id: int, work: Callable[[int], object]) -> bool:
    """Run one machine step of one case; True when it succeeded.

    A failure is recorded, never raised: the sweep rings again. The fifth puts the step on the desk
    of the case's hall, and from then on it is left alone until somebody asks for a retry.
    """
    if MachineStep.objects.filter(
        submission=submission_id, name=name, stalled_at__isnull=False
    ).exists():
        return False
    try:
        work(submission_id)
    except Exception as error:
        log.exception("machine_step_failed", step=name, submission=submission_id)
        _count(name, submission_id, error)
        return False
    MachineStep.objects.filter(submission=submission_id, name=name).delete()
    return True


@transaction.atomic
def _count(name: str, submission_id: int, error: Exception) -> None:
    now = timezone.now()
    row, _created = MachineStep.objects.select_for_update().get_or_create(
        submission_id=submission_id, name=name, defaults={"failed_at": now}
    )
    row.failures += 1
    row.failed_at = now
    row.error = mask_numbers(f"{type(error).__name__}: {error}")[:500]
    if row.failures >= PATIENCE:
        row.stalled_at = row.stalled_at or now
    row.save()


@transaction.atomic
def retry(step_id: int, *, by: Actor) -> None:
    """Let a stalled step run again, owned by whoever asked; ``NotYours`` outside its hall."""
    row = (
        MachineStep.objects.select_for_update(of=("self",))
        .select_related("submission__hall")
        .get(pk=step_id)
    )
    if not by.may("window", "head") or by.hall != row.submission.hall.code:
        raise NotYours
    row.failures, row.stalled_at, row.owner = 0, None, by.id
    row.save(update_fields=["failures", "stalled_at", "owner"])
    ring_after_commit(Fact.RETRIED, row.submission_id)
