"""`manage.py verify_log`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from medigest.audit.models import Decision
from medigest.audit.seal import seal
from tests.conftest import Cast, guards


def run() -> str:
    out = StringIO()
    call_command("verify_log", stdout=out)
    return out.getvalue()


def test_it_names_the_oldest_unsealed_decision_and_what_to_do(cast: Cast):
    oldest = Decision.objects.order_by("pk").first()
    assert f"oldest unsealed decision: {oldest.pk} (run `manage.py tick`)" in run()


def test_it_counts_what_verifies(cast: Cast):
    seal()
    assert run() == f"{Decision.objects.count()} sealed decisions verify\n"


def test_it_fails_and_names_the_first_altered_row(cast: Cast):
    seal()
    first, *_ = Decision.objects.order_by("pk")
    for guard in guards():
        guard.remove(connection)
    Decision.objects.update(reason="fine")
    with pytest.raises(CommandError, match=f"^decision {first.pk}: ") as caught:
        run()
    assert caught.value.returncode == 1
    for guard in guards():
        guard.install(connection)
