"""Doorbells: an id in, a service called."""

from celery import shared_task

from bundles.casework import machine
from bundles.issuance import services


@shared_task(name="issuance.issue")
def issue(submission_id: int) -> None:
    machine.step("issue", submission_id, services.issue)


@shared_task(name="issuance.record_handovers")
def record_handovers(submission_id: int) -> None:
    machine.step("handover_record", submission_id, services.handover_records)
