"""Addresses of profiles and settings."""

from django.urls import path

from medigest.members.web import consents, privacy, profiles, settings

urlpatterns = [
    path("members/<str:handle>/", profiles.profile, name="profile"),
    path("settings/", settings.settings_index, name="settings"),
    path("settings/consents/", consents.consents, name="consents"),
    path("settings/export/", privacy.export, name="export"),
    path("settings/export/progress/", privacy.export_progress, name="export_progress"),
    path("settings/export/<int:export_id>/", privacy.export_file, name="export_file"),
    path("settings/delete/", privacy.delete, name="delete"),
]
app_name = "members"
