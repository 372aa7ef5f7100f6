"""What this room and the apps beneath it hold: the account, how one logs in, and from where."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from medigest.jobs.models import Period, Worker
from medigest.mailing import tidy
from medigest.mailing.models import Bounce, Mail
from medigest.members.accounts.models import Member
from medigest.members.blocks.models import Block
from medigest.members.consents.models import AgeConfirmation, Consent
from medigest.members.devices import recognise
from medigest.members.devices.models import Device
from medigest.members.privacy import files, sessions, signups
from medigest.members.privacy.models import Export
from medigest.members.privacy.registry import WITH_THE_ACCOUNT, Holding, Row, Table, Wishes, days, place
from medigest.members.profiles.models import Profile
from medigest.members.renames import grace
from medigest.members.renames.models import FormerHandle

_SECRET = _("It protects your account, and is no use to you")


def register() -> None:
    """Called once, when the app is ready."""
    place(*_account(), *_told(), *_ways_in(), *_sessions(), *_mail(), *_jobs(), *_django())


def _account() -> list[Table]:
    return [
        Table(
            Member,
            holdings=(
                Holding(
                    what=_("Your handle, role and the day you joined"),
                    purpose=_("To show who wrote what. Choose a handle that is not your name"),
                    kept=WITH_THE_ACCOUNT,
                    owner="",
                    columns=("handle", "role", "role_until", "date_joined", "is_active"),
                ),
                Holding(
                    what=_("Your e-mail address and when you last logged in"),
                    purpose=_("To confirm that the account is yours and to reach you"),
                    kept=_("As long as your account exists; a week where the address is never confirmed"),
                    owner="",
                    columns=("email", "last_login"),
                ),
                Holding(
                    what=_("A fingerprint of your password, never the password"),
                    purpose=_("To recognise it when you log in"),
                    kept=WITH_THE_ACCOUNT,
                    owner="",
                    columns=("password",),
                    withheld=_SECRET,
                ),
                Holding(
                    what=_("Whether you use the discreet mode"),
                    purpose=_("To keep titles and subjects neutral"),
                    kept=WITH_THE_ACCOUNT,
                    owner="",
                    columns=("discreet",),
                ),
                Holding(
                    what=_("That you asked for your account to be deleted, and what shall become of what you wrote"),
                    purpose=_("To do as you asked once the time to change your mind is over"),
                    kept=_("Until your account is deleted, or until you change your mind"),
                    owner="",
                    columns=("leaving_at", "leaving_wishes"),
                ),
            ),
            expire=signups.expire,
        ),
        Table(
            Consent,
            holdings=(
                Holding(
                    what=_("What you agreed to and what you took back, with the version and the time"),
                    purpose=_("To show that we may keep what you write, and to ask again when the words change"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("kind", "version", "given_at", "withdrawn_at"),
                ),
            ),
        ),
        Table(
            Export,
            holdings=(
                Holding(
                    what=_("The archive of your data, if you asked for one"),
                    purpose=_("So that you can download it"),
                    kept=days(files.DAYS_KEPT),
                    owner="member",
                    columns=("name", "size", "asked_at", "ready_at"),
                    withheld=_("An archive does not hold itself"),
                ),
            ),
            plain=("done", "total"),
            erase=files.erase,
            expire=files.expire,
        ),
    ]


def _told() -> list[Table]:
    return [
        Table(
            AgeConfirmation,
            holdings=(
                Holding(
                    what=_("That you are old enough, by which rule; never your age"),
                    purpose=_("To show that we asked"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("rule", "minimum", "version", "confirmed_at"),
                ),
            ),
        ),
        Table(
            Profile,
            holdings=(
                Holding(
                    what=_("What you tell about yourself in your profile, if anything"),
                    purpose=_("To show it to other members, as far as you chose"),
                    kept=_("Until you change it"),
                    owner="member",
                    columns=("part", "part_shown", "country", "bio"),
                ),
            ),
        ),
        Table(
            FormerHandle,
            holdings=(
                Holding(
                    what=_("Your earlier handles"),
                    purpose=_("To lead from the old name to yours for a while; moderators see whom they deal with"),
                    kept=days(grace.DAYS_KEPT),
                    owner="member",
                    columns=("handle", "changed_at"),
                ),
            ),
            expire=grace.expire,
        ),
        Table(
            Block,
            holdings=(
                Holding(
                    what=_("Whom you blocked"),
                    purpose=_("To keep their posts and notices from you"),
                    kept=_("Until you take it back"),
                    owner="member",
                    columns=("created_at",),
                    rows=_blocks_of,
                ),
                Holding(
                    what=_("That somebody blocked you"),
                    purpose=_("To keep your posts and notices from them"),
                    kept=_("Until they take it back"),
                    owner="blocked",
                    columns=(),
                    withheld=_("Who blocks whom is told to nobody else"),
                ),
            ),
        ),
        Table(
            Device,
            holdings=(
                Holding(
                    what=_("A fingerprint of the cookie of each browser you logged in from, and when"),
                    purpose=_("To tell you of a log-in from a new one"),
                    kept=days(recognise.REMEMBERED.days),
                    owner="member",
                    columns=("digest", "first_seen", "last_seen"),
                    withheld=_SECRET,
                ),
            ),
            expire=recognise.expire,
        ),
    ]


def _mail() -> list[Table]:
    return [
        Table(
            Mail,
            holdings=(
                Holding(
                    what=_("Mail to you: its words until it is sent, then only that it was"),
                    purpose=_("So that each mail reaches you, once"),
                    kept=days(tidy.KEPT.days),
                    owner="member",
                    columns=("kind", "key", "address", "subject", "body", "error", "created_at", "ended_at"),
                    withheld=_("It is in your mailbox"),
                ),
            ),
            plain=("stage", "attempts", "interrupted"),
            erase=_forget_mail,
            expire=tidy.expire,
        ),
        Table(
            Bounce,
            holdings=(
                Holding(
                    what=_("That mail to an address came back, and why"),
                    purpose=_("So that we do not write to an address that does not exist"),
                    kept=_("Until the address is confirmed again, or your account is deleted"),
                    owner=None,
                    columns=("address", "said", "at"),
                    withheld=_("It is what your mail provider told us"),
                ),
            ),
            erase=_forget_bounces,
        ),
    ]


def _addresses(member_id: int) -> set[str]:
    """Every address by which the member was written to, in small letters."""
    known = EmailAddress.objects.filter(user_id=member_id).values_list("email", flat=True)
    own = Member.objects.filter(pk=member_id).values_list("email", flat=True)
    return {address.lower() for address in (*known, *own) if address}


def _forget_mail(member_id: int, wishes: Wishes) -> None:
    at = Q(member_id=member_id)
    for address in _addresses(member_id):
        at |= Q(address__iexact=address)
    Mail.objects.filter(at).delete()


def _forget_bounces(member_id: int, wishes: Wishes) -> None:
    for address in _addresses(member_id):
        Bounce.objects.filter(address__iexact=address).delete()


def _blocks_of(member_id: int) -> Iterator[Row]:
    for one in Block.objects.filter(member_id=member_id).select_related("blocked").order_by("pk"):
        yield {"whom": one.blocked.handle, "since": one.created_at}


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
                    withheld=_SECRET,
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
                    withheld=_SECRET,
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
                    withheld=_SECRET,
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
                    withheld=_SECRET,
                ),
            ),
            expire=sessions.expire_places,
        ),
    ]


def _jobs() -> list[Table]:
    return [
        Table(
            DBTaskResult,
            holdings=(
                Holding(
                    what=_("Work done in the background, by number: a mail to send, an archive to make"),
                    purpose=_("So that nothing is forgotten, and what failed can be found"),
                    kept=_("A day; a month where it failed"),
                    owner=None,
                    columns=("args_kwargs", "return_value", "exception_class_path", "traceback"),
                    withheld=_("It holds numbers, and nothing that is not elsewhere in the archive"),
                ),
            ),
            plain=(
                *("status", "enqueued_at", "started_at", "finished_at", "priority", "task_path", "worker_ids"),
                *("queue_name", "backend_name", "run_after"),
            ),
            erase=_forget_jobs,
        ),
        Table(Worker, plain=("name", "seen_at")),
        Table(Period, plain=("job", "start")),
    ]


def _forget_jobs(member_id: int, wishes: Wishes) -> None:
    """Forget every job that is over, whoever it was for, and what the failed ones said: nobody needs it as much."""
    DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).delete()
    DBTaskResult.objects.exclude(traceback="").update(traceback="")


def _django() -> list[Table]:
    """Tables of Django's that we use for no person."""
    return [
        Table(ContentType, plain=("app_label", "model")),
        Table(Permission, plain=("name", "content_type", "codename")),
        Table(Group, plain=("name",)),
        Table(Group.permissions.through, plain=("group", "permission")),
    ]
