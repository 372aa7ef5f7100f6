"""Find posts, threads and articles: by their words, for those who may read them."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.articles.draft import SourceFact
from conditions.articles.publish import publish
from conditions.catalogue.describe import create
from conditions.catalogue.relate import relate
from forums.activity.show import show
from forums.boards.models import Board
from forums.following.follow import follow_board, follow_thread
from forums.following.models import Follow
from forums.review.approve import approve
from forums.review.hide import hide, hide_thread
from forums.review.reasons import Reason
from forums.review.restore import restore, restore_thread
from forums.search import find as finding
from forums.search.find import PAGE_SIZE, Found, begin, find
from forums.search.query import parse
from forums.threads.edit import edit
from forums.threads.models import Post
from forums.threads.remove import remove
from medigest.kit import clock
from medigest.members.models import Member
from tests.conftest import BY_AN_EDITOR, reply, start, viewer
from tests.forums.helpers import SAID

WHY = {"reason": Reason.FINE, "statement": ""}


def search(typed: str, member: Member | None = None, cursor: str = "") -> Found:
    return find(viewer=viewer(member), query=parse(typed), cursor=cursor)


def texts(typed: str, member: Member | None = None) -> list[str]:
    """The snippets of the posts that are found, newest first."""
    return ["".join(part for part, _ in hit.snippet) for hit in search(typed, member).posts]


@pytest.fixture
def waiting(cast, board) -> Post:
    """The opening post of a thread about waiting."""
    return start(cast.author, board, title="Waiting for a scan", body="We wait with **tea** and a puzzle.")


@pytest.mark.parametrize(
    "typed",
    ["tea", "TEA", "téa", "puzzles", "waiting", '"tea and a puzzle"', "tea -coffee", "with a puzzle", "tea scan"],
)
def test_a_post_is_found_whatever_the_case_accents_and_endings(waiting, typed):
    assert [hit.title for hit in search(typed).posts] == ["Waiting for a scan"]


@pytest.mark.parametrize("typed", ["coffee", '"puzzle and tea"', "tea -puzzle", '"tea a puzzle"', "strong", "p"])
def test_what_lacks_the_words_is_not_found(waiting, typed):
    found = search(typed)
    assert (found.posts, found.threads) == ([], [])


def test_the_words_that_were_sought_are_marked_and_nothing_else_is_markup(cast, board):
    start(cast.author, board, title="A thread", body="Is 1 < 2 & is `<b>tea</b>` good?")
    [hit] = search("tea").posts
    assert hit.snippet == [("Is 1 < 2 & is <b>", False), ("tea", True), ("</b> good?", False)]


def test_threads_are_found_by_their_title(waiting, cast, board):
    other = start(cast.author, board, title="Another thread", body="About waiting for a scan.")
    reply(cast.member, other.thread, "Waiting, again, for a scan.")
    assert [row.title for row in search("waiting scan").threads] == ["Waiting for a scan"]
    assert len(search("waiting scan").posts) == 3


def test_what_is_not_published_is_not_found(cast, board, waiting):
    held = start(cast.newcomer, board, title="A marzipan thread", body="I like marzipan.")
    for member in (None, cast.member, cast.newcomer, cast.moderator):
        assert not search("marzipan", member)
    approve(viewer=viewer(cast.moderator), post_id=held.pk, **WHY)
    assert len(search("marzipan").posts) == 1


def test_what_is_hidden_leaves_the_results_and_comes_back(cast, board, waiting):
    hide(viewer=viewer(cast.moderator), post_id=waiting.pk, **SAID)
    assert not search("tea", cast.author)
    restore(viewer=viewer(cast.moderator), post_id=waiting.pk, **WHY)
    assert search("tea").posts
    hide_thread(viewer=viewer(cast.moderator), thread_id=waiting.thread_id, **SAID)
    assert not search("tea", cast.author)
    assert not begin(viewer=viewer(cast.author), typed=["wait"])
    restore_thread(viewer=viewer(cast.moderator), thread_id=waiting.thread_id, **WHY)
    assert search("tea").posts
    remove(viewer=viewer(cast.author), post_id=waiting.pk)
    assert not search("tea", cast.author)


def test_an_edit_is_found_and_the_text_before_is_not(cast, waiting):
    edit(viewer=viewer(cast.author), post_id=waiting.pk, body="We wait with cocoa.", opened_edits=0)
    assert not search("tea")
    assert texts("cocoa") == ["We wait with cocoa."]


def test_an_edit_that_waits_is_not_found_and_the_shown_text_is(cast, board, waiting):
    Board.objects.filter(pk=board.pk).update(review=Board.Review.EVERYONE)
    edit(viewer=viewer(cast.author), post_id=waiting.pk, body="We wait with cocoa.", opened_edits=0)
    assert not search("cocoa", cast.moderator)
    assert search("tea").posts


def test_a_members_board_is_searched_for_members_only(cast, quiet):
    start(cast.author, quiet, title="In the quiet room", body="We whisper.")
    for typed in ("whisper", "quiet", "whisper board:quiet-room"):
        assert not search(typed)
        assert search(typed, cast.member)
    assert begin(viewer=viewer(cast.member), typed=["qui"]).threads
    assert not begin(viewer=viewer(None), typed=["qui"])


def test_operators_narrow_what_is_found(cast, board, quiet, waiting):
    with clock.at(datetime(2026, 3, 1, tzinfo=UTC)):
        old = start(cast.member, quiet, title="An old thread", body="Tea in March.")
        reply(cast.author, old.thread, "More tea.")
    assert texts("tea board:quiet-room", cast.member) == ["More tea.", "Tea in March."]
    assert texts("tea by:MINA-member", cast.member) == ["Tea in March."]
    assert texts("tea is:mine", cast.member) == ["Tea in March."]
    assert texts("tea before:2026-03-02", cast.member) == ["More tea.", "Tea in March."]
    assert texts("tea after:2026-03-02", cast.member) == ["We wait with tea and a puzzle."]
    assert texts("tea is:unanswered", cast.member) == ["We wait with tea and a puzzle."]
    assert texts("tea board:no-such-board by:nobody", cast.member) == []


def test_a_member_finds_what_they_follow_and_not_what_they_muted(cast, board, quiet, waiting):
    other = start(cast.author, board, title="A second thread", body="More tea.")
    start(cast.author, quiet, title="A quiet thread", body="No tea.")
    assert texts("tea is:followed", cast.member) == []
    follow_board(viewer=viewer(cast.member), board=board, level=Follow.Level.TRACKING)
    assert texts("tea is:followed", cast.member) == ["More tea.", "We wait with tea and a puzzle."]
    follow_thread(viewer=viewer(cast.member), thread=other.thread, level=Follow.Level.MUTED)
    assert texts("tea is:followed", cast.member) == ["We wait with tea and a puzzle."]
    assert texts("tea is:followed", cast.author) == []


def test_a_visitor_has_nothing_of_their_own_not_even_what_nobody_is_named_for(enter, cast, waiting):
    """Posts whose author left have no author, as a visitor has no account."""
    Post.objects.filter(pk=waiting.pk).update(author=None)
    for typed in ("tea is:mine", "tea is:followed", "waiting is:mine"):
        found = search(typed)
        assert (found.posts, found.threads) == ([], [])
    page = enter(None).get(reverse("search:search"), {"q": "tea is:mine"}).content.decode()
    assert "Log in first" in page


def test_the_boards_of_what_was_found_are_counted_as_the_viewer_sees_them(enter, cast, board, quiet, waiting):
    reply(cast.member, waiting.thread, "Tea again.")
    reply(cast.newcomer, waiting.thread, "Tea that waits for a moderator.")
    assert search("tea").boards == []
    start(cast.author, quiet, title="A quiet thread", body="More tea.")
    assert search("tea").boards == []
    seen = search("tea", cast.member)
    assert [(one.title, one.posts) for one in seen.boards] == [(board.title, 2), (quiet.title, 1)]
    assert (seen.counted, seen.more) == (3, False)
    assert search(f"tea board:{quiet.slug}", cast.member).boards == []
    client = enter(cast.member)
    page = client.get(reverse("search:search"), {"q": "tea in:threads"}).content.decode()
    assert f"?q=tea+in%3Athreads+board%3A{quiet.slug}" in page
    page = client.get(reverse("search:search"), {"q": f"tea board:{quiet.slug}"}).content.decode()
    assert "Search all boards for this" in page


def test_by_finds_no_more_than_the_page_of_that_member_shows(cast, board, quiet, waiting):
    start(cast.author, quiet, title="A quiet thread", body="More tea.")
    typed, both = "tea by:ada-author", ["More tea.", "We wait with tea and a puzzle."]
    assert texts(typed, cast.author) == both
    for other in (None, cast.member, cast.moderator, cast.administrator):
        found = search(typed, other)
        assert (found.posts, found.threads) == ([], [])
        assert not search("waiting by:ada-author", other).threads
    show(member_id=cast.author.pk, leave_out=[])
    assert texts(typed, cast.member) == both
    assert texts(typed) == []
    show(member_id=cast.author.pk, leave_out=[quiet.pk])
    assert texts(typed, cast.member) == ["We wait with tea and a puzzle."]
    Member.objects.filter(pk=cast.author.pk).update(leaving_at=clock.now())
    assert texts(typed, cast.member) == []


def test_beneath_means_the_board_of_a_condition_and_all_below(cast, asps, waiting):
    sarcoma, asthma = create(name="Sarcoma"), create(name="Asthma")
    relate(child_id=asps.pk, parent_ids=[sarcoma.pk])
    start(cast.author, Board.objects.get(condition=asthma), title="Elsewhere", body="Tea too.")
    assert texts("tea beneath:sarcoma") == ["We wait with tea and a puzzle."]
    assert len(texts("tea")) == 2


def test_another_name_of_a_condition_is_looked_for_too(cast, board):
    start(cast.author, board, title="A first thread", body="My aspect of ASPS is dull.")
    start(cast.author, board, title="A second thread", body="Alveolar soft part sarcoma is rare.")
    for typed in ("asps", "alveolar soft part sarcoma", '"Alveolar soft part sarcoma"'):
        found = search(typed)
        assert [hit.title for hit in found.posts] == ["A second thread", "A first thread"]
        assert [match.condition.name for match in found.conditions] == ["Alveolar soft part sarcoma"]
    assert search("ASPS").also == ["Alveolar soft part sarcoma"]


def test_an_article_is_found_by_its_text_as_it_reads_now(cast, asps):
    source = SourceFact("who", "What it is", "Press", "https://example.org/", "CC0", date(2026, 11, 1))
    for word in ("tangerine", "satsuma"):
        body = f"A lump like a {word} [@who].\n\n## Symptoms {{#symptoms}}\n\nOften none."
        publish(condition_id=asps.pk, body=body, sources=[source], **BY_AN_EDITOR)
    assert not search("tangerine")
    [article] = search("satsumas").articles
    assert (article.name, ("satsuma", True) in article.snippet) == (asps.name, True)
    assert search("satsuma in:threads").articles == []
    assert [one.name for one in search("symptoms none").articles] == [asps.name]
    assert search("satsuma by:nobody").articles == []


def test_pages_go_on_where_the_last_one_ended(cast, board):
    thread = start(cast.author, board, title="A long thread", body="Tea number 0.").thread
    for number in range(1, PAGE_SIZE + 5):
        reply(cast.author, thread, f"Tea number {number}.")
    first = search("tea")
    second = search("tea", cursor=first.after)
    assert [hit.position for hit in first.posts + second.posts] == list(range(PAGE_SIZE + 5, 0, -1))
    assert (second.after, second.threads, second.conditions) == ("", [], [])
    assert search("tea", cursor="nonsense").posts == first.posts


def test_what_is_typed_can_be_the_beginning_of_a_title_or_a_name(waiting, asps):
    found = begin(viewer=viewer(None), typed=["waiting", "sca"])
    assert [row.title for row in found.threads] == ["Waiting for a scan"]
    found = begin(viewer=viewer(None), typed=["alve"])
    assert ([match.condition.pk for match in found.conditions], found.threads) == ([asps.pk], [])


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.lists(st.sampled_from(list("\"'*:()&|!-^<>\\ aNOT")), max_size=20).map("".join))
def test_nothing_that_is_typed_breaks_the_search(typed):
    query = parse(typed)
    find(viewer=viewer(None), query=query)
    begin(viewer=viewer(None), typed=query.wanted)


def test_what_is_older_than_the_window_is_found_too_and_in_its_order(waiting, cast, monkeypatch):
    for number in range(PAGE_SIZE + 3):
        reply(cast.member, waiting.thread, f"Tea number {number}." if number % 2 else "Water.")
    whole = search("tea")
    monkeypatch.setattr(finding, "WINDOW", 4)
    assert search("tea") == whole
    monkeypatch.setattr(finding, "PAGE_SIZE", 3)
    pages, cursor = [], ""
    while not pages or cursor:
        page = search("tea", cursor=cursor)
        pages, cursor = [*pages, *page.posts], page.after
    assert pages == whole.posts
