"""Unsafe settings of production refuse to start, each by its name."""

import pytest
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from medigest.kit.checks import refuse_unsafe_settings, unsafe_production_settings

pytestmark = pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")


def database(engine: str) -> dict:
    return {"default": {"ENGINE": f"django.db.backends.{engine}", "NAME": "x"}}


def cache(backend: str) -> dict:
    return {"default": {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": "redis://localhost"}}


SAFE = {
    "PRODUCTION": True,
    "DEBUG": False,
    "DEMO": False,
    "SECOND_FACTOR_REQUIRED": True,
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": ["medigest.example"],
    "DATABASES": database("postgresql"),
    "CACHES": cache("redis.RedisCache"),
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "SITE_URL": "https://medigest.example",
}
UNSAFE = [
    ("E001", {"DEBUG": True}),
    ("E002", {"DEMO": True}),
    ("E003", {"SECOND_FACTOR_REQUIRED": False}),
    ("E004", {"SECRET_KEY": "k" * 49}),
    ("E005", {"ALLOWED_HOSTS": []}),
    ("E005", {"ALLOWED_HOSTS": ["*"]}),
    ("E005", {"ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"]}),
    ("E006", {"DATABASES": database("sqlite3")}),
    ("E007", {"CACHES": cache("locmem.LocMemCache")}),
    ("E007", {"CACHES": cache("dummy.DummyCache")}),
    ("E008", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ("E009", {"SITE_URL": "http://medigest.example"}),
]


@pytest.fixture
def configure(settings):
    """Set what the checks read. The database's entry is only read here; nothing connects by it."""

    def put(**values) -> None:
        for name, value in values.items():
            setattr(settings, name, value)

    return put


def ids() -> list[str]:
    return [error.id for error in unsafe_production_settings()]


def test_safe_settings_have_no_findings(configure):
    configure(**SAFE)
    assert ids() == []
    refuse_unsafe_settings()


@pytest.mark.parametrize(("code", "change"), UNSAFE)
def test_each_unsafe_setting_is_found_alone_and_refuses_to_start(configure, code, change):
    configure(**SAFE | change)
    (error,) = unsafe_production_settings()
    assert error.id == f"medigest.{code}"
    assert error.level == checks.ERROR
    assert error.hint
    with pytest.raises(ImproperlyConfigured, match=error.hint.split(":")[0][:20]):
        refuse_unsafe_settings()


def test_all_that_is_wrong_is_said_at_once(configure):
    configure(**SAFE | {"DEBUG": True, "DEMO": True, "SITE_URL": ""})
    assert ids() == ["medigest.E001", "medigest.E002", "medigest.E009"]
    with pytest.raises(ImproperlyConfigured, match=r"DEBUG .* MEDIGEST_DEMO .* SITE_URL"):
        refuse_unsafe_settings()


def test_outside_production_nothing_is_asked(configure):
    configure(**SAFE | {"PRODUCTION": False, "DEBUG": True, "SECRET_KEY": "short"})
    assert ids() == []


def test_djangos_own_check_command_runs_it():
    assert unsafe_production_settings in checks.registry.registry.registered_checks
