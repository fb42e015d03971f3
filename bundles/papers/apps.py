from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "bundles.papers"
    verbose_name = "文书"
