"""The people and boards that every story begins with: made once, and taken back with one rollback."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from conditions.catalogue.describe import create
from forums.boards.appoint import appoint
from forums.boards.models import Board
from medigest.members.models import Member
from tests.conftest import make_member, settle
from tests.proof.machine import Stories
from tests.proof.reference import LOCAL, LOCAL_BOARD
from tests.proof.story import OLLI, READERS
from tests.proof.surfaces import Reader


@pytest.fixture(scope="package")
def beginning(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Three boards: one that Lou moderates, one on which everybody is read first, one for members only."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True
        outer.__enter__()
        try:
            _people()
            create(name="Open")
            Board.objects.create(slug="slow", title="Slow", review=Board.Review.EVERYONE)
            Board.objects.create(slug="quiet", title="Quiet", audience=Board.Audience.MEMBERS)
            appoint(member_id=Member.objects.get(handle="mo-moderator").pk, board_id=None)
            lou = Member.objects.get(handle=LOCAL)
            appoint(member_id=lou.pk, board_id=Board.objects.get(slug=LOCAL_BOARD).pk)
            people = {one.handle: one for one in Member.objects.all()}
            Stories.readers = {who: Reader(_session(people[who]) if who else "") for who in READERS}
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def _people() -> None:
    handles = ("ada-author", "mina-member", "nell-newcomer", "mo-moderator", LOCAL, OLLI)
    people = {handle: make_member(handle) for handle in handles}
    make_member("adam-admin", role=Member.Role.ADMINISTRATOR)
    settle(people["ada-author"], people["mina-member"])


def _session(member: Member) -> str:
    client = Client()
    client.force_login(member)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value
