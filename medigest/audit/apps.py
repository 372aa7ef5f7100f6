from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "medigest.audit"
    label = "audit"

    def ready(self) -> None:
        """Name the room's periodic work."""
        from medigest.audit import periodic

        periodic.register()
