"""How a member is told: the page, the number in the header, and the link that ends mail."""

import pytest
from django.test import Client
from django.urls import reverse

from forums.notices.kinds import kinds
from forums.notices.preferences import chosen
from forums.notices.unsubscribe import stop_token
from forums.review.hide import hide
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID

PAGE = reverse("notice_settings:settings")
COUNT = reverse("notices:count")


def test_each_kind_is_kept_as_it_was_chosen(cast, enter):
    client = enter(cast.member)
    assert "no condition and no board" in client.get(PAGE).content.decode()
    ways = {kind.name: "digest" for kind in kinds()} | {"published": "none"}
    assert client.post(PAGE, ways).status_code == 302
    assert chosen(cast.member.pk) == ways
    assert chosen(cast.author.pk) != ways
    assert client.post(PAGE, {"decision": "site"}).status_code == 302
    assert client.post(PAGE).status_code == 302
    assert chosen(cast.member.pk) == ways | {"decision": "site"}


@pytest.mark.parametrize("wrong", [{"decision": "none"}, {"decision": "pigeon"}])
def test_what_a_kind_has_not_is_refused_and_nothing_is_changed(cast, enter, wrong):
    before = chosen(cast.member.pk)
    ways = {kind.name: "site" for kind in kinds()} | wrong
    assert enter(cast.member).post(PAGE, ways).status_code == 422
    assert chosen(cast.member.pk) == before


def test_the_number_is_answered_where_it_changed_and_nothing_where_it_did_not(cast, thread, enter):
    client = enter(cast.member)
    assert client.get(COUNT, {"have": "0"}).status_code == 204
    hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
    answer = client.get(COUNT, {"have": "0"})
    assert answer.status_code == 200
    assert "?have=1" in answer.content.decode()
    assert client.get(COUNT, {"have": "1"}).status_code == 204
    assert enter(None).get(COUNT, {"have": "1"}).status_code == 204


def url(member, what: str) -> str:
    return reverse("notice_settings:stop", args=[stop_token(member_id=member.pk, what=what)])


def test_a_mail_program_ends_mail_of_a_kind_without_a_login_and_without_a_token_of_ours(cast):
    program = Client(enforce_csrf_checks=True)
    assert "Stop mail of this kind?" in program.get(url(cast.member, "decision")).content.decode()
    assert chosen(cast.member.pk)["decision"] == "mail"
    for _ in range(2):
        answer = program.post(url(cast.member, "decision"), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    ways = chosen(cast.member.pk)
    assert (ways["decision"], ways["sanction"]) == ("site", "mail")


def test_ending_the_digest_keeps_mail_at_once(cast, enter):
    enter(cast.member).post(PAGE, {kind.name: "digest" for kind in kinds()} | {"sanction": "mail"})
    assert Client().post(url(cast.member, "digest")).status_code == 200
    assert chosen(cast.member.pk)["sanction"] == "mail"
    assert {way for kind, way in chosen(cast.member.pk).items() if kind != "sanction"} == {"site"}


def test_a_link_that_is_not_ours_or_of_an_account_that_is_gone_ends_nothing(cast):
    broken = url(cast.member, "decision").replace(":", ":x", 1)
    gone = url(cast.member, "decision")
    strange = url(cast.member, "nonsense")
    assert [Client().post(one).status_code for one in (broken, strange)] == [410, 410]
    type(cast.member).objects.filter(pk=cast.member.pk).update(is_active=False)
    assert Client().post(gone).status_code == 410
    assert chosen(cast.member.pk)["decision"] == "mail"


def test_the_mails_link_is_the_one_that_ends_them(cast, thread, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
        hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    Client().post(path)
    with django_capture_on_commit_callbacks(execute=True):
        hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
    assert len(mailoutbox) == 2
