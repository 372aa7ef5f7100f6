from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ForumsConfig(AppConfig):
    name = "forums"

    def ready(self) -> None:
        """Connect the room's signals and registries."""
        from forums import privacy, wiring
        from forums.kept import stamps, triggers

        wiring.connect()
        stamps.register()
        post_migrate.connect(triggers.install, sender=self)
        privacy.register()
