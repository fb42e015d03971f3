from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "portal.materials"
