from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "medigest.members"
    label = "members"

    def ready(self) -> None:
        """Connect the room's signals."""
        from medigest.members import wiring

        wiring.connect()
