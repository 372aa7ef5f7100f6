"""Addresses of profiles and settings."""

from django.urls import path

from medigest.members.web import (
    blocks,
    consents,
    discreet,
    handles,
    privacy,
    profiles,
    recovery,
    returned,
    sessions,
    settings,
    undelivered,
)

urlpatterns = [
    path("members/<str:handle>/", profiles.profile, name="profile"),
    path("members/<str:handle>/block/", blocks.block, name="block"),
    path("settings/", settings.settings_index, name="settings"),
    path("settings/consents/", consents.consents, name="consents"),
    path("settings/profile/", profiles.edit, name="edit_profile"),
    path("settings/handle/", handles.handle, name="handle"),
    path("settings/blocks/", blocks.blocks, name="blocks"),
    path("settings/sessions/", sessions.sessions, name="sessions"),
    path("settings/email/<str:token>/", recovery.recover, name="recover"),
    path("settings/returned-mail/", returned.returned, name="returned_mail"),
    path("undelivered/", undelivered.undelivered, name="undelivered"),
    path("discreet/", discreet.discreet, name="discreet"),
    path("leave/", discreet.leave, name="leave"),
    path("settings/export/", privacy.export, name="export"),
    path("settings/export/progress/", privacy.export_progress, name="export_progress"),
    path("settings/export/<int:export_id>/", privacy.export_file, name="export_file"),
    path("settings/delete/", privacy.delete, name="delete"),
]
app_name = "members"
