"""Addresses of profiles and settings."""

from django.urls import path

from medigest.members.web import consents, profiles, settings

urlpatterns = [
    path("members/<str:handle>/", profiles.profile, name="profile"),
    path("settings/", settings.settings_index, name="settings"),
    path("settings/consents/", consents.consents, name="consents"),
]
app_name = "members"
