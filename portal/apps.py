from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The building itself: makes Celery's app the current one, for every ``shared_task``."""

    name = "portal"

    def ready(self) -> None:
        from portal.celery import app

        app.set_current()
