"""What is held of mail and of work in the background; and the tables of Django's that hold nobody's data."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from medigest.jobs.models import Period, Worker
from medigest.mailing import tidy
from medigest.mailing.models import Bounce, Mail
from medigest.members.accounts.models import Member
from medigest.members.privacy.registry import Holding, Table, Wishes, days


def tables() -> list[Table]:
    """All of them, for the registry."""
    return [*_mail(), *_jobs(), *_django()]


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
