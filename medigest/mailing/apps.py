from django.apps import AppConfig


class MailingConfig(AppConfig):
    name = "medigest.mailing"
    label = "mailing"

    def ready(self) -> None:
        """Name the room's own kind of mail."""
        from medigest.mailing import stored

        stored.register()
