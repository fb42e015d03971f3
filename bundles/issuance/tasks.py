"""Doorbells: an id in, a service called."""

from celery import shared_task

from bundles.casework import machine
from bundles.issuance import services


@shared_task(name="issuance.issue")
def issue(submission_id: int) -> None:
    machine.step("issue", submission_id, services.issue)


@shared_task(name="issuance.place_orders")
def place_orders(submission_id: int) -> None:
    machine.step("order", submission_id, _ordered)


def _ordered(submission_id: int) -> None:
    services.place_orders(submission_id)


@shared_task(name="issuance.remind")
def remind() -> None:
    services.remind()


@shared_task(name="issuance.record_handovers")
def record_handovers(submission_id: int) -> None:
    machine.step("handover_record", submission_id, services.handover_records)
