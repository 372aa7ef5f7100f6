from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "medigest.members"
    label = "members"
