"""A member's page: who somebody is here, and nothing of where they write."""

from django.urls import reverse

from medigest.members.models import Member
from tests.conftest import reply, start


def url(member) -> str:
    return reverse("members:profile", args=[member.handle])


def test_it_tells_handle_and_role_and_no_activity(cast, board, enter):
    board.review = board.Review.NONE
    board.save()
    opening = start(cast.editor, board, title="A telling title", body="Telling words.")
    reply(cast.editor, opening.thread, "More telling words.")
    page = enter(cast.member).get(url(cast.editor))
    text = page.content.decode()
    assert page.status_code == 200
    assert "edda-editor" in text
    assert "Editor" in text
    for word in ("telling", board.title, board.slug, cast.editor.email):
        assert word.lower() not in text.lower()


def test_a_handle_is_found_whatever_its_case(cast, enter):
    assert enter(cast.member).get("/members/EDDA-Editor/").status_code == 200


def test_visitors_are_asked_to_log_in_whether_there_is_such_a_member_or_not(cast, enter):
    for path in (url(cast.editor), "/members/nobody-here/"):
        answer = enter(None).get(path)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


def test_nobody_and_who_has_gone_are_not_there(cast, enter):
    Member.objects.filter(pk=cast.editor.pk).update(is_active=False)
    client = enter(cast.member)
    assert client.get(url(cast.editor)).status_code == client.get("/members/nobody-here/").status_code == 404
