"""Doorbells: an id in, a service called."""

from celery import shared_task

from bundles.casework import machine
from bundles.papers import services


@shared_task(name="papers.print_due")
def print_due(submission_id: int) -> None:
    machine.step("papers", submission_id, services.print_due)
