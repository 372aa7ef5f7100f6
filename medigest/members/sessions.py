"""Sessions in the database, as Django keeps them; each request's is found by SQL that is written once."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from medigest.kit.prepared import Prepared


def _living(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_session = Prepared(_living)


class SessionStore(db.SessionStore):
    """Django's store of sessions, which asks the same in less time."""

    def _get_session_from_db(self) -> Session | None:
        found = _session.get(self.session_key or "", timezone.now())
        if found is None:
            self._session_key = None
        return found
