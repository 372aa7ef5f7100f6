"""What is held of how one logs in, and from where."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from medigest.members.privacy import sessions
from medigest.members.privacy.registry import SECRET, WITH_THE_ACCOUNT, Holding, Table, days


def tables() -> list[Table]:
    """All of them, for the registry."""
    return [*_ways_in(), *_sessions()]


def _ways_in() -> list[Table]:
    return [
        Table(
            EmailAddress,
            holdings=(
                Holding(
                    what=_("Your e-mail addresses, and whether each is confirmed"),
                    purpose=_("To know which of them is yours when you change it"),
                    kept=WITH_THE_ACCOUNT,
                    owner="user",
                    columns=("email", "verified", "primary"),
                ),
            ),
        ),
        Table(
            EmailConfirmation,
            holdings=(
                Holding(
                    what=_("A confirmation that waits for you"),
                    purpose=_("To confirm that an e-mail address is yours"),
                    kept=WITH_THE_ACCOUNT,
                    owner="email_address__user",
                    columns=("created", "sent", "key"),
                    withheld=SECRET,
                ),
            ),
        ),
        Table(
            Authenticator,
            holdings=(
                Holding(
                    what=_("Which second factors and passkeys you set up, and when you last used them"),
                    purpose=_("To protect your account even if somebody learns your password"),
                    kept=WITH_THE_ACCOUNT,
                    owner="user",
                    columns=("type", "created_at", "last_used_at"),
                ),
                Holding(
                    what=_("What belongs to your second factors and passkeys"),
                    purpose=_("To check a code or passkey when you log in"),
                    kept=WITH_THE_ACCOUNT,
                    owner="user",
                    columns=("data",),
                    withheld=SECRET,
                ),
            ),
        ),
    ]


def _sessions() -> list[Table]:
    kept = days(sessions.LONGEST_LOGIN_DAYS)
    return [
        Table(
            Session,
            holdings=(
                Holding(
                    what=_("Your sessions: that a browser is logged in, and how it did so"),
                    purpose=_("So that you need not log in on every page"),
                    kept=kept,
                    owner=None,
                    columns=("session_key", "session_data", "expire_date"),
                    withheld=SECRET,
                ),
            ),
            erase=sessions.end_sessions,
            expire=sessions.expire_sessions,
        ),
        Table(
            UserSession,
            holdings=(
                Holding(
                    what=_("Where you are logged in: network address, browser and time"),
                    purpose=_("So that you can see a stranger in your account, and log out from afar"),
                    kept=kept,
                    owner="user",
                    columns=("ip", "user_agent", "created_at", "last_seen_at"),
                ),
                Holding(
                    what=_("Which session that is"),
                    purpose=_("To end it when you say so"),
                    kept=kept,
                    owner="user",
                    columns=("session_key", "data"),
                    withheld=SECRET,
                ),
            ),
            expire=sessions.expire_places,
        ),
    ]
