from datetime import timedelta

import pytest
from django.urls import reverse

from forums.appeals.answer import answer
from forums.appeals.bring import bring
from forums.review.deciding import AlreadyDecided, ReasonOwed
from forums.review.hide import hide
from forums.review.look_behind import behind, look_behind
from forums.review.reasons import Reason
from forums.threads.models import Post, Thread
from forums.web import items
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.kit.refusals import Forbidden
from tests.conftest import Cast, Enter, reply, viewer

pytestmark = pytest.mark.django_db
WHY = {"reason": Reason.HARASSMENT, "statement": "Somebody is threatened."}


@pytest.fixture
def post(cast: Cast, thread: Thread) -> Post:
    return reply(cast.member, thread, alias="Grey Heron")


def test_who_looks_is_shown_the_member_for_a_week_and_nobody_else_is(cast: Cast, post: Post) -> None:
    by = viewer(cast.moderator)
    assert behind(by, post) is None
    look_behind(viewer=by, post_id=post.pk, **WHY)
    assert behind(by, post) == cast.member
    assert behind(viewer(cast.local), post) is None
    with clock.at(clock.now() + timedelta(days=8)):
        assert behind(by, post) is None


def test_it_is_recorded_and_the_member_is_told(cast: Cast, post: Post) -> None:
    decision = look_behind(viewer=viewer(cast.moderator), post_id=post.pk, **WHY)
    assert (decision.actor, decision.member, decision.statement) == (
        cast.moderator,
        cast.member,
        "Somebody is threatened.",
    )
    assert cast.member.notices.filter(event_id=decision.pk, kind="decision").exists()


def test_it_owes_a_reason_and_a_word(cast: Cast, post: Post) -> None:
    with pytest.raises(ReasonOwed):
        look_behind(viewer=viewer(cast.moderator), post_id=post.pk, reason=Reason.FINE, statement="")
    assert not Decision.objects.filter(action="look-behind").exists()


def test_who_does_not_look_after_the_board_may_not(cast: Cast, post: Post) -> None:
    with pytest.raises(Forbidden):
        look_behind(viewer=viewer(cast.author), post_id=post.pk, **WHY)


def test_there_is_nothing_behind_a_post_of_somebody_themselves(cast: Cast, thread: Thread) -> None:
    with pytest.raises(AlreadyDecided):
        look_behind(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **WHY)


def test_an_appeal_that_is_upheld_ends_the_look(cast: Cast, post: Post) -> None:
    decision = look_behind(viewer=viewer(cast.moderator), post_id=post.pk, **WHY)
    appeal = bring(viewer=viewer(cast.member), decision_id=decision.pk, text="Nobody was threatened by me.")
    done = answer(viewer=viewer(cast.local), appeal_id=appeal.pk, upheld=True, statement="You are right.")
    assert done.reversed
    assert behind(viewer(cast.moderator), post) is None


def test_the_item_shows_the_alias_until_the_moderator_looks(cast: Cast, post: Post, enter: Enter) -> None:
    page, client = reverse("moderation:item", args=[post.pk]), enter(cast.local)
    before = client.get(page).content.decode()
    assert "Grey Heron" in before
    assert "Look behind" in before
    assert cast.member.handle not in before
    url = reverse("moderation:decide", args=[post.pk, "look-behind"])
    assert client.post(url, {"reason": "fine", "statement": ""}).status_code == 422
    answered = client.post(url, {"reason": "harassment", "statement": "Somebody is threatened."})
    assert answered.headers["Location"] == page
    assert cast.member.handle in client.get(page).content.decode()
    assert cast.member.handle not in enter(cast.moderator).get(page).content.decode()


def test_no_record_of_the_member_holds_what_was_decided_about_an_alias(
    cast: Cast, thread: Thread, post: Post, enter: Enter
) -> None:
    hidden = hide(viewer=viewer(cast.moderator), post_id=post.pk, reason=Reason.SPAM, statement="It sells herons.")
    appeal = bring(viewer=viewer(cast.member), decision_id=hidden.pk, text="I sell nothing to anybody.")
    answer(viewer=viewer(cast.local), appeal_id=appeal.pk, upheld=False, statement="It stays so.")
    look_behind(viewer=viewer(cast.moderator), post_id=post.pk, **WHY)
    assert not items.about(viewer(cast.moderator), cast.member).exists()
    record = enter(cast.moderator).get(reverse("moderation:member", args=[cast.member.handle])).content.decode()
    assert "herons" not in record
    assert "It stays so" not in record


def test_an_appeal_about_an_alias_names_the_alias(cast: Cast, post: Post, enter: Enter) -> None:
    hidden = hide(viewer=viewer(cast.moderator), post_id=post.pk, reason=Reason.SPAM, statement="It sells herons.")
    appeal = bring(viewer=viewer(cast.member), decision_id=hidden.pk, text="I sell nothing to anybody.")
    for url in (reverse("moderation:appeals"), reverse("moderation:appeal", args=[appeal.pk])):
        page = enter(cast.local).get(url).content.decode()
        assert "Grey Heron" in page
        assert cast.member.handle not in page
