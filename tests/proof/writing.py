"""What people write."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from forums.threads import edit, remove
from forums.threads import reply as replying
from forums.threads import start as starting
from medigest.kit import clock
from tests.forums.pictures.drawing import choose
from tests.proof.reference import Post, Thread, Word
from tests.proof.story import BOARDS, OLLI, WRITERS, Story, pick


class Writing(Story):
    """Start, reply, edit, take back."""

    @rule(author=st.sampled_from(WRITERS), board=st.sampled_from(list(BOARDS)))
    def starts(self, author: str, board: str) -> None:
        title = self.word("title", board, author)
        what = {
            "board": self.boards[board],
            "title": f"About {title.text}",
            "body": f"A text {title.text.replace('title', 'text')}.",
            "key": f"story-{title.text}",
            **self.under(author),
        }
        if self._stopped(author, board):
            self.facts.words.remove(title)
            self._is_refused(starting.start, author, **what)
            return
        done = self.does(starting.start, author, **what)
        state = "held" if self._held(author, board) else "published"
        thread = Thread(done.thread.pk, board, author, done.thread.slug, state)
        post = Post(done.post.pk, thread, author, state, opening=True)
        title.thread = thread
        post.text = Word(title.text.replace("title", "text"), "text", board, author, thread, post)
        self.facts.words.append(post.text)
        self.facts.threads.append(thread)
        self.facts.posts.append(post)
        self.tell(f"{author} starts a thread on {board} ({title.text}); it is {state}", thread)

    @precondition(lambda self: any(one.state == "published" for one in self.facts.threads))
    @rule(author=st.sampled_from(WRITERS), number=pick)
    def replies(self, author: str, number: int) -> None:
        open_threads = [one for one in self.facts.threads if one.state == "published"]
        thread = open_threads[number % len(open_threads)]
        text = self.word("text", thread.board, author, thread=thread)
        what = {"thread_id": thread.pk, "body": f"A text {text.text}.", "key": f"story-{text.text}", "reply_to": None}
        what |= self._name_in(author, thread)
        if self._stopped(author, thread.board):
            self.facts.words.remove(text)
            self._is_refused(replying.reply, author, **what)
            return
        shown = self._chooses(author, thread, what["key"]) if number % 2 else None
        done = self.does(replying.reply, author, **what)
        state = "held" if self._held(author, thread.board) else "published"
        text.post = Post(done.post.pk, thread, author, state, text=text)
        if shown:
            shown.post = text.post
        self.facts.posts.append(text.post)
        self.tell(f"{author} replies on {thread.board} ({text.text}); it is {state}", thread)

    def _name_in(self, author: str, thread: Thread) -> dict[str, str]:
        """Said once: who was merged into a thread where they wrote keeps what they were there."""
        wrote = any(one.author == author and one.thread is thread for one in self.facts.posts)
        return {} if wrote or author != OLLI else {"alias": f"Grey Heron {thread.pk}"}

    def _chooses(self, author: str, thread: Thread, key: str) -> Word:
        """A picture for a reply: a word is said of it, and stands in its file."""
        shown = self.word("text", thread.board, author, thread=thread)
        with clock.at(self.now):
            choose(self.people[author], key, alternative=f"It shows {shown.text}", trace=shown.text.encode())
        return shown

    @precondition(lambda self: any(one.thread.state == "published" for one in self.posts("published")))
    @rule(number=pick)
    def edits(self, number: int) -> None:
        found = [one for one in self.posts("published") if one.thread.state == "published"]
        post = found[number % len(found)]
        if self._stopped(post.author, post.thread.board):
            return
        waits = self._held(post.author, post.thread.board)
        new = self.word("waiting" if waits else "text", post.thread.board, post.author, thread=post.thread, post=post)
        body = f"It now says {new.text}."
        self.does(edit.edit, post.author, post_id=post.pk, body=body, opened_edits=post.edits)
        post.edits += 1
        assert post.text
        if not waits:
            post.text.kind, post.text = "past", new
        else:
            if post.pending:
                post.pending.kind = "past"
            post.pending = new
        self.tell(f"{post.author} edits it to {new.text}{', which waits' if waits else ''}", post.thread)

    @precondition(lambda self: self.posts("held", "published", "hidden", "rejected"))
    @rule(number=pick)
    def removes(self, number: int) -> None:
        found = self.posts("held", "published", "hidden", "rejected")
        post, thread = found[number % len(found)], found[number % len(found)].thread
        waiting = post.state in ("held", "rejected")
        self.does(remove.remove, post.author, post_id=post.pk)
        post.state = "withdrawn" if waiting else "removed"
        left = any(one.state == "published" for one in self.facts.posts if one.thread is thread)
        if post.opening and (waiting or not left):
            thread.state = post.state
        self.tell(f"{post.author} takes it back: it is {post.state}", thread)
