"""Doorbells of the scanner: a content's hash in, a service called."""

from __future__ import annotations

from celery import shared_task
from django.db import transaction

from portal.scanning import services


@shared_task(name="scanning.scan")
def scan(sha256: str) -> None:
    services.scan(sha256)


def scan_soon(sha256: str) -> None:
    """Ring for one content once the document is committed; a lost bell is the sweep's."""
    transaction.on_commit(lambda: scan.delay(sha256), robust=True)


@shared_task(name="scanning.scan_lingering")
def scan_lingering() -> None:
    services.scan_lingering()
