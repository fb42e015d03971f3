from django.apps import AppConfig


class ScanningConfig(AppConfig):
    name = "portal.scanning"
