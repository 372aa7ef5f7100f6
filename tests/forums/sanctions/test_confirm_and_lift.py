"""Four eyes for what has no end, and ending a sanction before its time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from forums.boards.appoint import appoint
from forums.sanctions.confirm import confirm
from forums.sanctions.impose import PROVISIONAL, AlreadySanctioned
from forums.sanctions.lift import lift
from forums.sanctions.models import Note, Sanction
from forums.sanctions.note import note
from forums.threads.models import State
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import make_member, reply, viewer
from tests.forums.helpers import fresh
from tests.forums.sanctions.helpers import sanction


@pytest.fixture
def ban(cast, board):
    """A ban that shall have no end, imposed by the local moderator."""
    return sanction(cast.local, cast.member, "ban", days=None, board_id=board.pk)


def test_what_shall_have_no_end_lapses_where_nobody_agrees(cast, ban, thread):
    assert ban.until == ban.imposed_at + PROVISIONAL
    with pytest.raises(Forbidden):
        reply(cast.member, thread)
    with clock.at(ban.until):
        assert reply(cast.member, thread).state == State.PUBLISHED
        with pytest.raises(AlreadySanctioned):
            confirm(viewer=viewer(cast.moderator), sanction_id=ban.pk)


def test_with_a_second_moderator_it_has_no_end(cast, ban, thread):
    confirm(viewer=viewer(cast.moderator), sanction_id=ban.pk)
    assert (fresh(ban).until, fresh(ban).confirmed_by) == (None, cast.moderator)
    decision = Decision.objects.latest("pk")
    assert (decision.action, decision.actor, decision.member) == ("confirm", cast.moderator, cast.member)
    with clock.at(clock.now() + timedelta(days=3000)), pytest.raises(Forbidden, match="has no end"):
        reply(cast.member, thread)


def test_nobody_is_their_own_second(cast, ban):
    with pytest.raises(Forbidden, match="second moderator"):
        confirm(viewer=viewer(cast.local), sanction_id=ban.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sanction.objects.filter(pk=ban.pk).update(until=None, confirmed_by=cast.local, confirmed_at=clock.now())


def test_the_second_must_look_after_the_board_too(cast, ban, quiet):
    other = make_member("otto-other")
    appoint(member_id=other.pk, board_id=quiet.pk)
    for who in (other, cast.member, cast.author):
        with pytest.raises(Forbidden):
            confirm(viewer=viewer(who), sanction_id=ban.pk)


def test_what_has_an_end_needs_no_second_and_none_confirms_twice(cast, board, ban):
    short = sanction(cast.local, cast.author, "ban", board_id=board.pk)
    confirm(viewer=viewer(cast.moderator), sanction_id=ban.pk)
    for one in (short, ban):
        with pytest.raises(AlreadySanctioned):
            confirm(viewer=viewer(cast.administrator), sanction_id=one.pk)


def test_a_lifted_sanction_holds_no_more_and_is_recorded(cast, ban, thread):
    lift(viewer=viewer(cast.moderator), sanction_id=ban.pk, statement="We spoke.")
    assert reply(cast.member, thread).state == State.PUBLISHED
    decision = Decision.objects.latest("pk")
    assert (decision.action, decision.member, decision.statement) == ("lift", cast.member, "We spoke.")
    with pytest.raises(AlreadySanctioned):
        lift(viewer=viewer(cast.moderator), sanction_id=ban.pk)


def test_nobody_lifts_their_own_nor_what_is_beyond_their_boards(cast, ban):
    silence = sanction(cast.moderator, cast.author, "silence")
    for who, one in ((cast.member, ban), (cast.local, silence), (cast.author, silence)):
        with pytest.raises(Forbidden):
            lift(viewer=viewer(who), sanction_id=one.pk)
    own = sanction(cast.administrator, cast.moderator, "silence")
    with pytest.raises(Forbidden, match="yourself"):
        lift(viewer=viewer(cast.moderator), sanction_id=own.pk)


def test_notes_are_read_by_the_moderators_of_their_board(cast, board, quiet):
    for text, where in (("On ASPS", board), ("In the quiet room", quiet), ("On the site", None)):
        note(viewer=viewer(cast.moderator), member_id=cast.member.pk, text=text, board=where)
    seen = {
        who: set(Note.objects.visible_to(viewer(getattr(cast, who))).values_list("text", flat=True))
        for who in ("moderator", "local", "member", "editor")
    }
    everything = {"On ASPS", "In the quiet room", "On the site"}
    assert seen == {"moderator": everything, "local": {"On ASPS"}, "member": set(), "editor": set()}


def test_a_note_is_kept_by_moderators_of_the_board_only(cast, board, quiet):
    for who, where in ((cast.member, board), (cast.local, quiet), (cast.local, None)):
        with pytest.raises(Forbidden):
            note(viewer=viewer(who), member_id=cast.author.pk, text="No.", board=where)
    assert not Note.objects.exists()
