"""The doorbell of the outbox: rung once there is something to send, and by the clock."""

from __future__ import annotations

from celery import shared_task

from portal.notices import sending


@shared_task(name="notices.send")
def send() -> None:
    sending.send_due()


def ring() -> None:
    """There is something to send; without a broker, the next round of the clock finds it."""
    send.delay()
