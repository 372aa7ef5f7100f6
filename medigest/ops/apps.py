from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "medigest.ops"
    label = "ops"
