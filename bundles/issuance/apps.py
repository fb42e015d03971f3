from django.apps import AppConfig


class IssuanceConfig(AppConfig):
    name = "bundles.issuance"
    verbose_name = "统一出件"
