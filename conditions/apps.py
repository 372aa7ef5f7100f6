from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    name = "conditions"

    def ready(self) -> None:
        """Place what this room holds in the privacy registry; what an editor may, and the disclaimer, come along."""
        from conditions import privacy
        from conditions.articles.disclaimers import in_force_fact
        from conditions.editors.read import editing_of, edits_fact
        from conditions.editors.wider import refuse_wider_grants
        from conditions.signals import hierarchy_growing
        from medigest.members.viewer import register_editing, register_fact

        privacy.register()
        register_editing(editing_of)
        register_fact("edits", edits_fact)
        register_fact("disclaimer", in_force_fact)
        hierarchy_growing.connect(refuse_wider_grants)
