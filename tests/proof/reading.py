"""What Mina reads and follows."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from forums.boards.models import Board
from forums.following.follow import follow_thread
from forums.following.models import FOLLOWED, Follow
from forums.reading.mark_boards_read import mark_boards_read
from forums.reading.mark_read import mark_read
from forums.reading.unread import first_unread, only_unread, with_unread
from forums.threads import models as rows
from forums.web.lists import unread_followed
from tests.conftest import viewer
from tests.proof.story import BOARDS, Story, pick


class Reading(Story):
    """Marks and follows, and a plain model of what is unread."""

    @precondition(lambda self: any(one.state == "published" for one in self.facts.threads))
    @rule(number=pick, position=st.integers(1, 4))
    def reads(self, number: int, position: int) -> None:
        found = [one for one in self.facts.threads if one.state == "published"]
        thread = rows.Thread.objects.get(pk=found[number % len(found)].pk)
        self.does(mark_read, "mina-member", thread=thread, position=position)
        self.read_to[thread.pk] = max(self.read_to.get(thread.pk, 0), min(position, thread.last_position))
        self.tell(f"mina-member reads thread {thread.pk} up to {position}")

    @precondition(lambda self: self.facts.threads)
    @rule(board=st.sampled_from(list(BOARDS)))
    def marks_a_board_read(self, board: str) -> None:
        boards = Board.objects.filter(slug=board)
        self.does(mark_boards_read, "mina-member", boards=boards, until=self.now)
        if boards.get().last_post_at:
            self.read_until[board] = self.now
        self.tell(f"mina-member marks {board} read")

    @precondition(lambda self: any(one.state == "published" for one in self.facts.threads))
    @rule(number=pick, level=st.sampled_from([None, *Follow.Level]))
    def follows(self, number: int, level: Follow.Level | None) -> None:
        found = [one for one in self.facts.threads if one.state == "published"]
        thread = found[number % len(found)]
        self.does(follow_thread, "mina-member", thread=rows.Thread.objects.get(pk=thread.pk), level=level)
        self.levels[thread.pk] = level
        self.tell(f"mina-member follows thread {thread.pk}: {level}")

    @precondition(lambda self: not self.at_the_end)
    @invariant()
    def what_is_unread_and_followed_equals_a_plain_model(self) -> None:
        mina = viewer(self.people["mina-member"])
        threads = {one.pk: one for one in self.facts.threads if one.state == "published"}
        shown = [one.pk for one in self.facts.posts if one.state == "published" and one.thread.pk in threads]
        first: dict[int, int] = {}
        for post in rows.Post.objects.filter(pk__in=shown).order_by("-position"):
            assert post.position
            assert post.published_at
            until = self.read_until.get(threads[post.thread_id].board)
            if post.position > self.read_to.get(post.thread_id, 0) and (until is None or post.published_at > until):
                first[post.thread_id] = post.position
        listed = rows.Thread.objects.listed_for(mina).filter(pk__in=[one.pk for one in self.facts.threads])
        found = {one.pk: first_unread(mina, one) for one in only_unread(with_unread(listed, mina))}
        assert found == first, "\n".join([*self.story, f"unread is {found}, should be {first}"])
        followed = {pk for pk, level in self.levels.items() if pk in first and level in FOLLOWED}
        new = {one.pk for one in unread_followed(mina)}
        assert new == followed, "\n".join([*self.story, f"followed and new is {new}, should be {followed}"])
