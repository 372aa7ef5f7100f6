from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    name = "conditions"

    def ready(self) -> None:
        """Place what this room holds in the privacy registry."""
        from conditions import privacy

        privacy.register()
