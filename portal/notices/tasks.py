"""Doorbells: an id in, a service called."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="notices.tell")
def tell(submission_id: int) -> None:
    from portal.notices import services  # noqa: PLC0415 — the services ring the post

    services.tell(submission_id)


@shared_task(name="notices.send")
def send() -> None:
    from portal.notices import sending  # noqa: PLC0415

    sending.send_due()


def ring_the_post() -> None:
    """There is something to send; without a broker, the next round of the clock finds it."""
    send.delay()
