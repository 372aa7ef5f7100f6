"""The pages of fairness: the statement of reasons, the appeal and its answer, a member's record."""

from datetime import timedelta

import pytest
from django.urls import reverse

from forums.appeals.models import Appeal
from forums.review.hide import hide
from forums.sanctions.models import Note, Sanction
from forums.threads.models import State
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.surfaces import Access
from medigest.members.models import Export, Member
from medigest.members.privacy import archive, registry
from medigest.members.privacy.erase import erase_due
from tests.conftest import PASSWORD, reply, viewer
from tests.forums.helpers import SAID, fresh
from tests.forums.sanctions.helpers import sanction
from tests.forums.web.pages import REPLY, kept, read, reply_url
from tests.surfaces.routes import is_ours, routes

WORDS = "I meant it kindly, and said no name."
KINDS = [choice.key for choice in registry.choices()]


@pytest.fixture
def decision(cast, thread) -> Decision:
    """The decision to hide Mina's reply."""
    post = reply(cast.member, thread, "You are wrong.")
    return hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)


def page(decision: Decision) -> str:
    return reverse("decisions:decision", args=[decision.pk])


def test_the_statement_of_reasons_says_all_that_is_owed(cast, decision, enter):
    text = enter(cast.member).get(page(decision)).content.decode()
    for said in (
        "A moderator hid your post.",
        "On the whole site, in every country.",
        "Until it is taken back.",
        "Spam",
        "the community rules, which you accepted",
        "and not on a law",
        SAID["statement"],
        "Somebody who looks after the site came upon it",
        "A person. Nothing automatic took the decision.",
        "You can appeal until",
        "out of court",
    ):
        assert said in text, said


def test_a_notice_and_the_post_lead_to_the_statement_of_reasons(cast, thread, decision, enter):
    client = enter(cast.member)
    assert page(decision) in read(client.get(thread.get_absolute_url())).links
    assert page(decision) not in read(enter(cast.local).get(thread.get_absolute_url())).links
    assert page(decision) in read(client.get(reverse("decisions:index"))).links


def test_an_appeal_is_sent_answered_and_read_on_the_pages(cast, decision, enter):
    mina, lou = enter(cast.member), enter(cast.local)
    url = reverse("decisions:appeal", args=[decision.pk])
    assert mina.post(url, {"body": WORDS}).status_code == 302
    appeal = Appeal.objects.get()
    waiting = reverse("moderation:appeal", args=[appeal.pk])
    assert waiting in read(lou.get(reverse("moderation:appeals"))).links
    assert WORDS in lou.get(waiting).content.decode()
    sent = lou.post(waiting, {"outcome": "uphold", "statement": "You are right."})
    assert (sent.status_code, fresh(appeal).outcome) == (302, "upheld")
    assert "You are right." in mina.get(page(decision)).content.decode()


def test_a_text_that_is_too_short_comes_back_with_a_word(cast, decision, enter):
    answer = enter(cast.member).post(reverse("decisions:appeal", args=[decision.pk]), {"body": "No."})
    assert (answer.status_code, "No." in kept(answer)) == (422, True)


def test_sent_twice_an_appeal_is_one_and_the_first_text_stays(cast, decision, enter):
    client, url = enter(cast.member), reverse("decisions:appeal", args=[decision.pk])
    client.post(url, {"body": WORDS})
    assert client.post(url, {"body": "Another text, sent again."}).status_code == 302
    assert Appeal.objects.get().text == WORDS


def test_who_decided_is_shown_why_another_has_to_answer(cast, decision, enter):
    enter(cast.member).post(reverse("decisions:appeal", args=[decision.pk]), {"body": WORDS})
    url = reverse("moderation:appeal", args=[Appeal.objects.get().pk])
    client = enter(cast.moderator)
    assert "You took the decision yourself" in client.get(url).content.decode()
    answer = client.post(url, {"outcome": "refuse", "statement": "I was right."})
    assert (answer.status_code, Appeal.objects.get().outcome) == (403, "open")
    assert "I was right." in kept(answer)


def test_a_moderator_sanctions_notes_and_lifts_on_the_record(cast, board, enter):
    client = enter(cast.local)
    record = reverse("moderation:member", args=[cast.member.handle])
    said = {"kind": "ban", "days": "0", "board": board.slug, "reason": "harassment", "statement": "Please be kind."}
    assert client.post(f"{record}sanction/", said).status_code == 302
    ban = Sanction.objects.get()
    assert (ban.board, ban.endless, ban.imposed_by) == (board, True, cast.local)
    assert client.post(f"{record}note/", {"note": "Spoke with her.", "board": board.slug}).status_code == 302
    assert Note.objects.get().text == "Spoke with her."
    text = client.get(record).content.decode()
    assert "Spoke with her." in text
    assert "Agree that it has no end" not in text
    assert "Agree that it has no end" in enter(cast.moderator).get(record).content.decode()
    confirm = reverse("moderation:second", args=[ban.pk, "confirm"])
    assert client.post(confirm).status_code == 403
    assert enter(cast.moderator).post(confirm).status_code == 302
    assert fresh(ban).until is None
    client.post(reverse("moderation:second", args=[ban.pk, "lift"]), {"statement": "We spoke."})
    assert not fresh(ban).holds


@pytest.mark.parametrize(
    "change", [{"kind": ""}, {"board": ""}, {"board": "no-such-board"}, {"statement": ""}, {"days": "12"}]
)
def test_a_sanction_that_lacks_something_comes_back_with_its_words(cast, board, enter, change):
    said = {"kind": "ban", "days": "7", "board": board.slug, "reason": "spam", "statement": "Please be kind."}
    url = reverse("moderation:sanction", args=[cast.member.handle])
    answer = enter(cast.moderator).post(url, said | change)
    assert (answer.status_code, Sanction.objects.exists()) == (422, False)
    assert (said | change)["statement"] in kept(answer)


def test_a_local_moderator_reads_nothing_of_other_boards_on_a_record(cast, board, quiet, enter):
    sanction(cast.moderator, cast.member, "ban", board_id=quiet.pk)
    sanction(cast.moderator, cast.member, "silence")
    text = enter(cast.local).get(reverse("moderation:member", args=[cast.member.handle])).content.decode()
    assert quiet.title not in text
    assert "Silence: no writing" in text


@pytest.mark.parametrize("kind", ["silence", "suspension", "ban"])
def test_who_may_not_write_is_told_until_when_and_led_to_the_appeal(cast, board, thread, enter, kind):
    held = sanction(cast.moderator, cast.member, kind, board_id=board.pk if kind == "ban" else None)
    client = enter(cast.member)
    answer = client.post(reply_url(thread), REPLY)
    assert answer.status_code == 403
    text = answer.content.decode()
    assert held.until.strftime("%Y, %H:%M") in text
    assert reverse("decisions:index") in read(answer).links
    assert REPLY["body"] in kept(answer)
    assert reverse("decisions:index") in read(client.get(thread.get_absolute_url())).links
    assert client.get(reverse("forums:new", args=[board.slug])).status_code == 403


def test_the_suspended_read_appeal_and_send_nothing_else(cast, thread, decision, enter):
    sanction(cast.moderator, cast.member, "suspension")
    client = enter(cast.member)
    assert client.get(thread.get_absolute_url()).status_code == 200
    assert client.post(reverse("decisions:appeal", args=[decision.pk]), {"body": WORDS}).status_code == 302
    assert Appeal.objects.exists()
    post = reply(cast.author, thread)
    assert client.post(reverse("forums:report", args=[post.pk]), {"reason": "spam"}).status_code == 403
    assert client.post(reverse("forums:preview"), {"body": "x"}).status_code == 403


def test_the_suspended_have_their_data_their_account_and_the_way_out_in_their_hands(cast, enter):
    sanction(cast.moderator, cast.member, "suspension")
    client = enter(cast.member)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.post(reverse("members:export")).status_code == 302
    export = Export.objects.get(member=cast.member)
    archive.build(export_id=export.pk)
    assert client.get(reverse("members:export_file", args=[export.pk])).status_code == 200
    assert client.post(reverse("members:consents"), {"do": "withdraw", "kind": "health-data"}).status_code == 302
    assert client.post(reverse("members:sessions")).status_code == 302
    assert client.post(reverse("members:delete"), {**dict.fromkeys(KINDS, "erase"), "sure": "on"}).status_code == 302
    assert fresh(cast.member).is_leaving
    with clock.at(clock.now() + timedelta(days=15)):
        assert erase_due() == 1
    assert not Member.objects.filter(pk=cast.member.pk).exists()


# What the suspended may still send. Whoever adds to it says why: it is their right, or it harms nobody.
OPEN_TO_THE_SUSPENDED = {
    *("decisions:appeal", "notices:open", "notices:read", "notice_settings:settings", "members:consents"),
    *("members:returned_mail", "members:export", "members:delete"),
    # To shut a stranger out of one's account.
    "members:sessions",
    # How far one has read: reading is theirs, and nobody sees it.
    *("forums:read", "forums:read_board"),
}
# Nobody is asked who they are: a word to the browser, the way back to an account that was taken over, the end of mail.
OPEN_TO_ANYBODY = {"members:discreet", "members:recover", "notice_settings:stop"}


def test_what_the_suspended_may_send_is_listed_here():
    surfaces = {route.name: route.surface for route in routes() if is_ours(route) and route.surface}
    sending = {name: one for name, one in surfaces.items() if one.methods != ("GET",)}
    assert {name for name, one in sending.items() if one.access is Access.ANYONE} == OPEN_TO_ANYBODY
    assert {name for name, one in sending.items() if one.suspended} == OPEN_TO_THE_SUSPENDED


def test_a_suspended_moderator_has_no_pages_of_moderators(cast, enter):
    sanction(cast.administrator, cast.moderator, "suspension")
    assert enter(cast.moderator).get(reverse("moderation:queue")).status_code == 403


def test_ended_a_suspension_leaves_everything_as_it_was(cast, thread, enter):
    held = sanction(cast.moderator, cast.member, "suspension")
    Sanction.objects.filter(pk=held.pk).update(until=held.imposed_at)
    assert enter(cast.member).post(reply_url(thread), REPLY).status_code == 302
    assert thread.posts + 1 == fresh(thread).posts
    assert fresh(thread).state == State.PUBLISHED


def test_a_moderator_is_shown_which_answers_repeat_the_words_of_a_post(cast, thread, enter):
    post = reply(cast.member, thread, "My neighbour is called Jonas.")
    reply(cast.author, thread, "> My neighbour is called Jonas.\n\nIs he?", reply_to=post.position)
    reply(cast.author, thread, "> something else entirely\n\nNo.", reply_to=post.position)
    text = enter(cast.moderator).get(reverse("moderation:item", args=[post.pk])).content.decode()
    assert text.count("quotes it") == 1
    assert "Posts that answer it" in text
