"""What moderators decide about what people wrote."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from forums.review import approve, hide, reject, report, restore
from forums.review.amend import amend
from forums.review.look_behind import look_behind
from forums.review.reasons import Reason
from tests.proof.reference import EVERYWHERE, Post
from tests.proof.story import OLLI, Story, pick


class Deciding(Story):
    """Read what waits, hide, show again, change a text; and reports."""

    def _decides(self, verb: Callable[..., Any], post: Post, reason: Reason, becomes: str) -> None:
        statement = self.word("statement", post.thread.board, post.author, thread=post.thread, post=post)
        made = self.does(verb, "mo-moderator", post_id=post.pk, reason=reason, statement=f"We say {statement.text}.")
        if reason != Reason.FINE:
            post.decision, post.decided_on = made.pk, post.thread.board
        self.tell(f"mo-moderator decides: it is {becomes} ({statement.text})", post.thread)

    @precondition(lambda self: self.posts("held"))
    @rule(number=pick, approves=st.booleans())
    def reads_what_is_held(self, number: int, approves: bool) -> None:
        found = self.posts("held")
        post = found[number % len(found)]
        becomes = "published" if approves else "rejected"
        verb, reason = (approve.approve, Reason.FINE) if approves else (reject.reject, Reason.SPAM)
        self._decides(verb, post, reason, becomes)
        post.state = becomes
        if post.opening:
            post.thread.state = becomes

    @precondition(lambda self: any(one.pending for one in self.posts("published")))
    @rule(number=pick, approves=st.booleans())
    def reads_an_edit(self, number: int, approves: bool) -> None:
        found = [one for one in self.posts("published") if one.pending]
        post = found[number % len(found)]
        verb, reason = (approve.approve, Reason.FINE) if approves else (reject.reject, Reason.SPAM)
        self._decides(verb, post, reason, "shown" if approves else "not taken")
        assert post.pending
        assert post.text
        if approves:
            post.text.kind, post.pending.kind, post.text = "past", "text", post.pending
        else:
            post.pending.kind = "past"
        post.pending = None

    @precondition(lambda self: any(not one.pending for one in self.posts("published")))
    @rule(number=pick)
    def changes_a_text(self, number: int) -> None:
        found = [one for one in self.posts("published") if not one.pending]
        post = found[number % len(found)]
        new = self.word("text", post.thread.board, post.author, thread=post.thread, post=post)
        said = self.word("statement", post.thread.board, post.author, thread=post.thread, post=post)
        what = {"body": f"It says {new.text}.", "note": "A name went", "opened_edits": post.edits}
        why = {"reason": Reason.PERSONAL_DATA, "statement": f"We say {said.text}."}
        self.does(amend, EVERYWHERE, post_id=post.pk, **what, **why)
        post.edits += 1
        assert post.text
        post.text.kind, post.text = "past", new
        self.tell(f"mo-moderator changes its text to {new.text} ({said.text})", post.thread)

    @precondition(lambda self: self.posts("published"))
    @rule(number=pick)
    def hides(self, number: int) -> None:
        found = self.posts("published")
        post = found[number % len(found)]
        self._decides(hide.hide, post, Reason.HARASSMENT, "hidden")
        post.state = "hidden"

    @precondition(lambda self: any(one.thread.state == "published" for one in self.posts("hidden")))
    @rule(number=pick)
    def restores(self, number: int) -> None:
        found = [one for one in self.posts("hidden") if one.thread.state == "published"]
        post = found[number % len(found)]
        self._decides(restore.restore, post, Reason.FINE, "shown again")
        post.state = "published"

    @precondition(lambda self: any(one.state in ("published", "hidden") for one in self.facts.threads))
    @rule(number=pick)
    def hides_or_shows_a_thread(self, number: int) -> None:
        found = [one for one in self.facts.threads if one.state in ("published", "hidden")]
        thread = found[number % len(found)]
        said = self.word("statement", thread.board, thread.author, thread=thread)
        verb, becomes = (
            (hide.hide_thread, "hidden") if thread.state == "published" else (restore.restore_thread, "published")
        )
        what = {"thread_id": thread.pk, "reason": Reason.SPAM, "statement": f"We say {said.text}."}
        self.does(verb, "mo-moderator", **what)
        thread.state = becomes
        self.tell(f"mo-moderator decides: the whole thread is {becomes} ({said.text})", thread)

    @precondition(lambda self: any(one.author == OLLI for one in self.posts("published")))
    @rule(number=pick)
    def looks_behind(self, number: int) -> None:
        found = [one for one in self.posts("published") if one.author == OLLI]
        post = found[number % len(found)]
        said = self.word("statement", post.thread.board, OLLI, thread=post.thread, post=post)
        what = {"reason": Reason.HARASSMENT, "statement": f"We say {said.text}."}
        self.does(look_behind, EVERYWHERE, post_id=post.pk, **what)
        self.tell(f"mo-moderator looks who wrote it ({said.text})", post.thread)

    @precondition(lambda self: self.posts("published"))
    @rule(number=pick)
    def reports(self, number: int) -> None:
        found = self.posts("published")
        post = found[number % len(found)]
        said = self.word("note", post.thread.board, post=post, thread=post.thread)
        done = self.does(report.report, "mina-member", post_id=post.pk, reason=Reason.SPAM, note=f"Look {said.text}.")
        if done.repeated:
            self.facts.words.remove(said)
        self.tell(f"mina-member reports it ({said.text})", post.thread)
