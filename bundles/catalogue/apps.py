from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "bundles.catalogue"
    verbose_name = "一件事目录"
