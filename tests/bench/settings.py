"""Production's settings, as near as one machine without TLS and Redis comes; on SQLite too, to compare."""

from medigest.settings.prod import *  # noqa: F403
from medigest.settings.prod import DATABASES

PRODUCTION = False  # the seeding refuses it
SECRET_KEY = "for-the-bench-only-" * 4
ALLOWED_HOSTS = ["127.0.0.1"]
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
DATABASES["default"]["CONN_MAX_AGE"] = 60
LOGGING = {"version": 1}
