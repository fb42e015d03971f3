"""Doorbells: an id in, a service called."""

from __future__ import annotations

from celery import shared_task

from . import machine, services
from . import sweep as sweeping


@shared_task(name="casework.fan_out")
def fan_out(submission_id: int) -> None:
    machine.step("fan_out", submission_id, services.fan_out)


@shared_task(name="casework.deem_accepted")
def deem_accepted(submission_id: int) -> None:
    machine.step("deem_accepted", submission_id, services.deem_accepted)


@shared_task(name="casework.follow_promises")
def follow_promises(submission_id: int) -> None:
    machine.step("later", submission_id, services.follow_promises)


@shared_task(name="casework.sweep")
def sweep() -> None:
    sweeping.sweep()


@shared_task(name="casework.chase_follow_ups")
def chase_follow_ups() -> None:
    services.chase_follow_ups()


@shared_task(name="casework.date_all_anew")
def date_all_anew() -> None:
    services.date_all_anew()


def sweep_soon(_submission_id: int) -> None:
    """Somebody asked for a retry: do not wait for the next round."""
    sweep.delay()
