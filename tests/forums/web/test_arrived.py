"""What came into a thread while somebody was writing there is shown before theirs is posted."""

from medigest.members.models import Block
from tests.conftest import reply
from tests.forums.helpers import fresh
from tests.forums.web.pages import REPLY, kept, read, reply_url

SEEN = REPLY | {"seen": "1"}


def test_the_form_comes_back_once_with_what_is_new_and_the_text(cast, thread, enter):
    client = enter(cast.member)
    reply(cast.author, thread, "I was quicker.")
    answer = client.post(reply_url(thread), SEEN)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.index("I was quicker.") < page.index("1 post arrived while you were writing") < page.index("<textarea")
    assert REPLY["body"] in kept(answer)
    assert fresh(thread).posts == 2
    reply(cast.author, thread, "And once more.")
    again = client.post(reply_url(thread), REPLY | {"seen": read(answer).values["seen"]})
    assert (again.status_code, fresh(thread).posts) == (302, 4)


def test_what_is_new_is_shown_across_the_end_of_a_page(cast, thread, enter):
    for number in range(2, 23):
        reply(cast.author, thread, f"Reply {number}.")
    page = enter(cast.member).post(reply_url(thread), REPLY | {"seen": "18"}).content.decode()
    shown = [number for number in range(1, 23) if f'id="post-{number}"' in page]
    assert shown == [19, 20, 21, 22]


def test_nobody_waits_for_their_own_posts_nor_for_whom_they_blocked(cast, thread, enter):
    Block.objects.create(member=cast.member, blocked=cast.author)
    reply(cast.member, thread, "My own.")
    reply(cast.author, thread, "Of a blocked member.")
    assert enter(cast.member).post(reply_url(thread), SEEN).status_code == 302


def test_a_form_that_was_taken_already_leads_to_its_post_whatever_came_since(cast, thread, enter):
    client = enter(cast.member)
    client.post(reply_url(thread), SEEN)
    reply(cast.author, thread, "After it.")
    assert client.post(reply_url(thread), SEEN).url.endswith("#post-2")
