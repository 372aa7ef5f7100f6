from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "medigest.audit"
    label = "audit"

    def ready(self) -> None:
        """Place what this room holds in the privacy registry."""
        from medigest.audit import privacy

        privacy.register()
