"""The tests: quick password hashing, mail in memory, SQLite unless DATABASE_URL names a server."""

from medigest.settings.base import *  # noqa: F403
from medigest.settings.base import STORAGES

SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
JOBS_AT_ONCE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "exports": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
