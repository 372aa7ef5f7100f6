"""Pages queue their mail: here it is sent before the page is answered."""

import pytest
from django.db import transaction


@pytest.fixture(autouse=True)
def _sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction is never committed, so what waits for that runs now."""
    monkeypatch.setattr(transaction, "on_commit", lambda run, **more: run())
