from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "medigest.audit"
    label = "audit"

    def ready(self) -> None:
        """Name the room's periodic work, and place what it holds in the privacy registry."""
        from medigest.audit import periodic, privacy

        periodic.register()
        privacy.register()
