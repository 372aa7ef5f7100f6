from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    name = "conditions"

    def ready(self) -> None:
        """Place what this room holds in the privacy registry, and have the disclaimer come with the member."""
        from conditions import privacy
        from conditions.articles.disclaimers import in_force_fact
        from medigest.members.viewer import register_fact

        privacy.register()
        register_fact("disclaimer", in_force_fact)
