"""The WSGI entry point; it refuses to serve on unsafe production settings."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medigest.settings.dev")

application = get_wsgi_application()

from medigest.kit.checks import refuse_unsafe_settings  # noqa: E402  settings must be ready

refuse_unsafe_settings()
