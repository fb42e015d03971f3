from django.apps import AppConfig


class ResumableConfig(AppConfig):
    name = "portal.web.resumable"
