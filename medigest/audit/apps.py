from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "medigest.audit"
    label = "audit"
