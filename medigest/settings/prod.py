"""Production: PostgreSQL, Redis, HTTPS. medigest.kit.checks refuses to start on unsafe values."""

from medigest.settings import base
from medigest.settings.base import *  # noqa: F403
from medigest.settings.base import env

PRODUCTION = True
DEMO = env.bool("MEDIGEST_DEMO", False)  # read only so that a check can refuse it

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# The web server in front adds the visitor's address; without this all visitors would share one rate limit.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

if base.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A dictionary of its own: who only looks at these settings changes no connection of the process.
    DATABASES = {
        "default": {
            **base.DATABASES["default"],
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Plans are made once a connection: a page costs the database a third of what it did.
            "OPTIONS": {
                **base.DATABASES["default"].get("OPTIONS", {}),
                "server_side_binding": True,
                "prepare_threshold": 1,
            },
        }
    }
