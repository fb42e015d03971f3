from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "portal.web"

    def ready(self) -> None:
        from portal.web import remembering  # noqa: PLC0415 - the models are ready only now

        remembering.listen()
