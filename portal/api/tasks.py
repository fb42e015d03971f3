"""Doorbells of this door."""

from __future__ import annotations

from celery import shared_task

from . import idempotency


@shared_task(name="api.forget_old_answers")
def forget_old_answers() -> None:
    idempotency.forget_old()
