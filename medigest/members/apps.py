from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "medigest.members"
    label = "members"

    def ready(self) -> None:
        """Connect the room's signals, place what it holds in the privacy registry, and name its periodic work."""
        from medigest.members import confirmed, wiring
        from medigest.members.privacy import account, mails, periodic

        wiring.connect()
        confirmed.connect()
        account.register()
        mails.register()
        periodic.register()
