from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "medigest.members"
    label = "members"

    def ready(self) -> None:
        """Place what this room holds in the privacy registry, and name its periodic work."""
        from medigest.members.privacy import account, periodic

        account.register()
        periodic.register()
