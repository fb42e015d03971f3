from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "bundles.casework"
    verbose_name = "办件"
