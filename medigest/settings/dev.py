"""Development, and the demo: SQLite, mail to the console or to files, no second factor asked in the demo."""

from medigest.settings.base import *  # noqa: F403
from medigest.settings.base import CACHES, EMAIL_BACKEND, SECRET_KEY, STORAGES, VAR_DIR, env

DEMO = env.bool("MEDIGEST_DEMO", False)
DEBUG = not DEMO
SECOND_FACTOR_REQUIRED = not DEMO
JOBS_AT_ONCE = not DEMO  # plain `runserver` has no worker beside it; the demo starts one
SECRET_KEY = SECRET_KEY or "for-development-only-never-in-production"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

if DEMO and EMAIL_BACKEND.endswith("console.EmailBackend"):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
if DEBUG:
    # A template that was changed is seen at once.
    CACHES = CACHES | {name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in ("pages", "parts")}
    STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
