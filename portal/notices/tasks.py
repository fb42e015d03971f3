"""Doorbells: an id in, a service called. The outbox has one of its own in ``post``."""

from __future__ import annotations

from celery import shared_task

from portal.notices import services


@shared_task(name="notices.tell")
def tell(submission_id: int) -> None:
    services.tell(submission_id)
