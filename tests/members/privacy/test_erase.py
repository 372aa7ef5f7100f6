"""Erasure: nothing is left that leads to the person, wherever one looks and whenever it was cut short."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from forums.drafts.models import Draft
from forums.review.models import QueueItem, Report
from forums.threads.models import Post, State, Thread
from forums.threads.quotes import LEFT_OUT
from medigest.audit.models import Decision
from medigest.audit.verify import verify
from medigest.kit import clock
from medigest.members.models import Export, Member
from medigest.members.privacy import erase, files, leave, registry
from medigest.members.privacy.registry import Fate
from tests.conftest import start
from tests.forums.helpers import assert_counters_are_right, fresh
from tests.members.privacy.going import LATER, go, nothing_leads_to
from tests.members.privacy.plant import FILES, Planted, can_hold_words

KINDS = {choice.key for choice in registry.choices()}


def test_the_leaver_has_a_word_in_every_column_that_can_hold_one(planted: Planted) -> None:
    there = planted.found()
    for table, holding in registry.holdings():
        label, owner = table.model._meta.label, holding.owner
        if owner is not None:
            rows = table.model._default_manager.filter(**{owner or "pk": planted.leaver.pk})
            assert rows.exists(), f"tests/members/privacy/plant.py: give the leaver a row of {label} by {owner}"
        if holding.fate is Fate.UNNAMED:
            continue
        for name in holding.columns:
            column = table.model._meta.get_field(name)
            if can_hold_words(column) and (label, name) not in {("sessions.Session", "session_key"), *FILES}:
                assert (label, name) in there, f"tests/members/privacy/plant.py: put a word into {label}.{name}"


def test_nothing_is_left_of_who_wants_nothing_kept(planted: Planted) -> None:
    assert go(planted)
    assert planted.found() == set()
    nothing_leads_to(planted)
    assert_counters_are_right()


def test_of_who_keeps_everything_only_what_others_read_stays_and_no_name(planted: Planted) -> None:
    shown = Post.objects.filter(author=planted.leaver, state=State.PUBLISHED)
    texts = set(shown.values_list("source", flat=True))
    assert len(texts) == 4
    assert go(planted, keep=KINDS)
    # An alias is a name of its own: were it gone the same day, whose it was could be told.
    assert planted.found() == {
        ("forums.Alias", "name"),
        ("forums.Post", "source"),
        ("forums.Post", "html"),
        ("forums.Post", "amended_note"),
        ("forums.Post", "label"),
        ("forums.Thread", "title"),
        ("forums.Thread", "slug"),
        ("forums.Report", "note"),
    }
    left = Post.objects.filter(author=None).exclude(source="")
    assert set(left.values_list("source", flat=True)) == texts
    assert set(left.values_list("state", flat=True)) == {State.PUBLISHED}
    nothing_leads_to(planted)
    assert_counters_are_right()


def test_each_kind_of_content_is_kept_by_itself(planted: Planted) -> None:
    assert go(planted, keep={"titles"})
    assert {table for table, _column in planted.found()} == {"forums.Thread"}


def test_the_log_still_verifies_and_says_what_was_done_without_the_name(planted: Planted) -> None:
    made = list(Decision.objects.filter(actor=planted.leaver).values_list("pk", flat=True))
    codes = list(Decision.objects.order_by("pk").values_list("action", "reason", "target_id", "created_at"))
    assert made
    assert go(planted)
    verdict = verify()
    assert verdict.first_altered is None
    assert (verdict.sealed, verdict.oldest_unsealed) == (Decision.objects.count(), None)
    assert set(Decision.objects.filter(pk__in=made).values_list("actor", "actor_salt")) == {(None, "")}
    assert list(Decision.objects.order_by("pk").values_list("action", "reason", "target_id", "created_at")) == codes


def test_where_a_post_stood_the_stub_of_a_removed_post_stays_and_what_waited_is_withdrawn(planted: Planted) -> None:
    before = list(Post.objects.filter(author=planted.leaver).values_list("pk", "position"))
    assert go(planted)
    for pk, position in before:
        post = Post.objects.get(pk=pk)
        assert (post.state, post.position) == (State.REMOVED if position else State.WITHDRAWN, position)
    assert not QueueItem.objects.filter(post__in=[pk for pk, _position in before]).exists()


def test_answers_stay_under_a_title_that_says_it_is_gone(planted: Planted, cast: Any) -> None:
    thread = Post.objects.get(source="Somebody answers.").thread
    assert go(planted)
    assert (fresh(thread).title, fresh(thread).slug, fresh(thread).state) == (
        "Title deleted",
        "deleted",
        State.PUBLISHED,
    )
    assert Post.objects.get(source="Somebody answers.").author == cast.member


def test_a_report_by_another_loses_what_it_says_of_the_post_and_keeps_its_reason(planted: Planted, cast: Any) -> None:
    reported = Report.objects.get(post__author=planted.leaver)
    assert reported.snapshot
    assert go(planted)
    left = fresh(reported)
    assert (left.reporter, left.reason, left.note, left.snapshot) == (cast.member, "spam", "", "")


def test_what_others_wrote_is_untouched(planted: Planted, cast: Any) -> None:
    theirs = Post.objects.exclude(author=planted.leaver).exclude(source__contains=planted.handle).order_by("pk")
    columns = ("pk", "author", "source", "state", "position")
    before = list(theirs.values_list(*columns))
    others = Thread.objects.exclude(author=planted.leaver).exclude(title__contains=planted.handle).order_by("pk")
    threads = list(others.values_list("title", "author"))
    assert go(planted)
    assert list(Post.objects.filter(pk__in=[row[0] for row in before]).order_by("pk").values_list(*columns)) == before
    left = Thread.objects.exclude(author=None).exclude(title__contains="@…").order_by("pk")
    assert list(left.values_list("title", "author")) == threads


def test_what_others_said_of_the_leaver_names_nobody_and_what_they_quoted_is_left_out(planted: Planted) -> None:
    spoke = Post.objects.exclude(author=planted.leaver).filter(source__contains=planted.handle)
    drafts = Draft.objects.filter(body__contains=planted.handle)
    begun, edits = list(drafts.values_list("pk", flat=True)), list(spoke.order_by("pk").values_list("pk", "edits"))
    assert (len(edits), len(begun)) == (8, 2)
    assert go(planted)
    left = Post.objects.filter(pk__in=[pk for pk, _edits in edits])
    for text in [post.source for post in left] + [draft.body for draft in Draft.objects.filter(pk__in=begun)]:
        assert "I thank @… (/members/…/), says " in text
        assert {line for line in text.splitlines() if line.startswith(">")} == {LEFT_OUT}
    assert list(left.order_by("pk").values_list("pk", "edits")) == edits  # no edit of theirs


def test_nobody_is_erased_before_the_day_nor_who_did_not_ask(planted: Planted) -> None:
    assert not erase.erase(member_id=planted.leaver.pk)
    leave.leave(member_id=planted.leaver.pk, keep=set())
    with clock.at(clock.now() + timedelta(days=13, hours=23)):
        assert erase.erase_due() == 0
        assert not erase.erase(member_id=planted.leaver.pk)
    assert fresh(planted.leaver).is_active
    with clock.at(clock.now() + LATER):
        assert erase.erase_due() == 1
        assert erase.erase_due() == 0


def test_the_last_administrator_waits_for_another(cast: Any, caplog: Any) -> None:
    Member.objects.filter(pk=cast.administrator.pk).update(leaving_at=clock.now())
    assert erase.erase_due() == 0
    assert "appoint another" in caplog.text
    Member.objects.filter(pk=cast.editor.pk).update(role=Member.Role.ADMINISTRATOR)
    assert erase.erase_due() == 1


def test_an_archive_goes_with_its_member_and_a_strangers_stays(planted: Planted) -> None:
    files.storage().save("of-a-stranger.zip", ContentFile(b"x"))
    name = Export.objects.get(member=planted.leaver).name
    assert {name, "of-a-stranger.zip"} <= set(files.storage().listdir("")[1])
    assert go(planted)
    assert "of-a-stranger.zip" in files.storage().listdir("")[1]
    assert name not in files.storage().listdir("")[1]


def test_a_half_written_login_of_somebody_else_is_left_alone(planted: Planted, enter: Any, cast: Any) -> None:
    client = enter(cast.member)
    assert go(planted)
    assert client.get("/settings/").status_code == 200


def test_a_member_without_anything_can_go_too(cast: Any, board: Any) -> None:
    start(cast.author, board)
    leave.leave(member_id=cast.newcomer.pk, keep=set())
    with clock.at(clock.now() + LATER):
        assert erase.erase(member_id=cast.newcomer.pk)
