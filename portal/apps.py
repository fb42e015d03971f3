from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The building itself: makes Celery's app the current one, so that every ``shared_task`` rings
    this bell."""

    name = "portal"

    def ready(self) -> None:
        from portal.celery import app

        app.set_current()
