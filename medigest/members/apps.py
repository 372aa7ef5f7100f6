from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "medigest.members"
    label = "members"

    def ready(self) -> None:
        """Hear of confirmed addresses."""
        from medigest.members import confirmed

        confirmed.connect()
