"""The site's addresses (DESIGN section 4: they are stable)."""

from django.urls import include, path

from conditions.urls import conditions_patterns, glossary_patterns
from forums.urls import (
    activity_patterns,
    decisions_patterns,
    following_patterns,
    forums_patterns,
    moderation_patterns,
    notice_settings_patterns,
    notices_patterns,
    search_patterns,
)

urlpatterns = [
    path("", include("medigest.pages.urls")),
    path("", include("medigest.members.urls")),
    path("conditions/", include(conditions_patterns)),
    path("glossary/", include(glossary_patterns)),
    path("forums/", include(forums_patterns)),
    path("moderation/", include(moderation_patterns)),
    path("search/", include(search_patterns)),
    path("notices/", include(notices_patterns)),
    path("decisions/", include(decisions_patterns)),
    path("following/", include(following_patterns)),
    path("settings/activity/", include(activity_patterns)),
    path("settings/notices/", include(notice_settings_patterns)),
    # Without allauth's page of sessions: ours costs two queries, however many there are.
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]

handler400 = "medigest.pages.errors.bad_request"
handler403 = "medigest.pages.errors.denied"
handler404 = "medigest.pages.errors.not_found"
handler500 = "medigest.pages.errors.server_error"
