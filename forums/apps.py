from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"

    def ready(self) -> None:
        """Connect the room's signals and registries."""
        from forums import privacy, wiring

        wiring.connect()
        privacy.register()
