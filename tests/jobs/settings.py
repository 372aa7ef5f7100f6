"""The tests' settings for a worker in a process of its own: it leaves what it enqueues to its own loop."""

from medigest.settings.test import *  # noqa: F403

JOBS_AT_ONCE = False
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
