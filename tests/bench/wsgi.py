"""The site as production serves it, but for the refusal of what only the bench does (tests/bench/settings.py)."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
