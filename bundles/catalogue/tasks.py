"""Doorbells of the catalogue."""

from celery import shared_task

from bundles.catalogue import editions


@shared_task(name="catalogue.publish_due")
def publish_due() -> None:
    editions.publish_due()
