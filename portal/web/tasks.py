"""The broom of what was kept for a while only, and holds what people typed."""

from __future__ import annotations

from celery import shared_task

from portal.accounts.codes import issuing
from portal.accounts.sessions import SessionStore
from portal.form import unsaved


@shared_task(name="web.forget_expired")
def forget_expired() -> None:
    """Sessions that ended, codes nobody used, forms nobody came back to."""
    SessionStore.clear_expired()
    issuing.forget_expired()
    unsaved.forget_expired()
