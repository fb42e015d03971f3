"""Doorbells of the scanner: a content's hash in, a service called."""

from __future__ import annotations

from celery import shared_task

from portal.scanning import services


@shared_task(name="scanning.scan")
def scan(sha256: str) -> None:
    services.scan(sha256)


@shared_task(name="scanning.scan_lingering")
def scan_lingering() -> None:
    services.scan_lingering()
