"""`manage.py appoint`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from forums.boards.models import Moderator
from forums.boards.moderation import moderates
from medigest.audit.models import Decision
from medigest.members.models import Member
from tests.conftest import viewer
from tests.forums.helpers import fresh


def run(*words: str) -> str:
    out = StringIO()
    call_command("appoint", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("role", ["editor", "administrator", "member"])
def test_a_role_is_given_and_recorded(cast, role):
    assert run("MINA-member", role) == f"mina-member is now {role} of the site\n"
    assert fresh(cast.member).role == role
    decision = Decision.objects.latest("pk")
    assert (decision.action, decision.reason, decision.member) == ("role", role, cast.member)
    assert (decision.target_kind, decision.target_id, decision.actor) == ("member", cast.member.pk, None)


def test_a_moderator_of_a_board_with_all_beneath(cast, board):
    words = run("mina-member", "moderator", "--board", board.slug, "--beneath")
    assert words == f"mina-member is now moderator of {board.title}\n"
    assert Moderator.objects.get(member=cast.member).beneath
    assert moderates(viewer(cast.member), board)
    assert Decision.objects.latest("pk").action == "appoint"


def test_a_moderator_of_the_site(cast, quiet):
    assert run("mina-member", "moderator") == "mina-member is now moderator of the site\n"
    assert moderates(viewer(cast.member), quiet)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["nobody-here", "editor"], "There is no member 'nobody-here'."),
        (["mina-member", "moderator", "--board", "nowhere"], "There is no board 'nowhere'."),
        (["mina-member", "editor", "--board", "alveolar-soft-part-sarcoma"], "go with the role of a moderator"),
        (["mina-member", "moderator", "--beneath"], "--beneath goes with --board"),
    ],
)
def test_what_can_not_be_done_is_said_and_nothing_is_changed(cast, words, answer):
    before = Decision.objects.count()
    with pytest.raises(CommandError, match=answer):
        run(*words)
    assert Decision.objects.count() == before
    assert Member.objects.get(pk=cast.member.pk).role == Member.Role.MEMBER
    assert not Moderator.objects.filter(member=cast.member).exists()
