from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "medigest.pages"
    label = "pages"
