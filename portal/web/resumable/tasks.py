"""The broom of unfinished uploads."""

from __future__ import annotations

from celery import shared_task

from portal.web.resumable import finish


@shared_task(name="uploads.finish_lingering")
def finish_lingering() -> None:
    finish.finish_lingering()


@shared_task(name="uploads.forget_expired")
def forget_expired() -> None:
    finish.forget_expired()
