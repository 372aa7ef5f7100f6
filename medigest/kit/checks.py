"""System checks: a production site with unsafe settings refuses to start, and says what to change."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

MINIMUM_KEY_LENGTH = 50


def _problems() -> list[tuple[str, str, str]]:
    """(id, what is wrong, how to mend it) for each unsafe production setting."""
    database = settings.DATABASES["default"]["ENGINE"]
    cache = settings.CACHES["default"]["BACKEND"]
    problems = []
    if settings.DEBUG:
        problems.append(("E001", "DEBUG is on.", "Leave DEBUG off: it shows code and data to visitors."))
    if settings.DEMO:
        problems.append(("E002", "MEDIGEST_DEMO is on.", "Unset MEDIGEST_DEMO: the demo has public passwords."))
    if not settings.SECOND_FACTOR_REQUIRED:
        problems.append(("E003", "SECOND_FACTOR_REQUIRED is off.", "Powers need a second factor in production."))
    if len(settings.SECRET_KEY) < MINIMUM_KEY_LENGTH:
        problems.append(
            (
                "E004",
                "SECRET_KEY is missing or too short.",
                f"Set SECRET_KEY to at least {MINIMUM_KEY_LENGTH} random characters.",
            )
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS or "localhost" in settings.ALLOWED_HOSTS:
        problems.append(
            (
                "E005",
                "ALLOWED_HOSTS does not name the site.",
                "Set ALLOWED_HOSTS to the public host names, separated by commas.",
            )
        )
    if not database.endswith("postgresql"):
        problems.append(("E006", "The database is not PostgreSQL.", "Set DATABASE_URL to postgres://..."))
    if cache.endswith(("LocMemCache", "DummyCache")):
        problems.append(
            (
                "E007",
                "The cache is not shared by the workers, so rate limits would not hold.",
                "Set CACHE_URL to redis://...",
            )
        )
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        problems.append(("E008", "Mail would not be sent.", "Set EMAIL_URL to submission://user:password@host:587"))
    if not settings.SITE_URL.startswith("https://"):
        problems.append(("E009", "SITE_URL is not an https:// address.", "Set SITE_URL to the public address."))
    return problems


@register(Tags.security)
def unsafe_production_settings(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Errors medigest.E001 to E009; none outside production."""
    if not settings.PRODUCTION:
        return []
    return [Error(message, hint=hint, id=f"medigest.{code}") for code, message, hint in _problems()]


def refuse_unsafe_settings() -> None:
    """Raise ImproperlyConfigured with every finding; servers call it, for they run no checks themselves."""
    errors = unsafe_production_settings()
    if errors:
        raise ImproperlyConfigured("; ".join(f"{error.msg} {error.hint}" for error in errors))
