"""Addresses of profiles and settings."""

from django.urls import path

from medigest.members import views

urlpatterns = [
    path("members/<str:handle>/", views.profile, name="profile"),
    path("settings/", views.settings_index, name="settings"),
    path("settings/consents/", views.consents, name="consents"),
]
app_name = "members"
