"""Sanctions, offices, rules, notes, appeals, and boards that become narrower."""

from datetime import timedelta

from django.test import TestCase
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from forums.appeals.answer import answer
from forums.appeals.bring import bring
from forums.appeals.models import Appeal
from forums.boards.appoint import appoint
from forums.boards.models import Board, Moderator
from forums.boards.revoke import revoke
from forums.review.reasons import Reason
from forums.rules.models import Rule
from forums.rules.write import write
from forums.sanctions.impose import impose
from forums.sanctions.models import Sanction
from forums.sanctions.note import note
from medigest.kit import clock
from tests.proof.reference import EVERYWHERE, LOCAL
from tests.proof.story import BOARDS, STOPS, WRITERS, Story, pick


class Fairness(Story):
    """What is decided about people and boards, and the way back."""

    # One sanction at a time, few notes, and no days that change nothing: else stories are of little else.

    @precondition(lambda self: not self._anybody_stopped() and self.facts.posts)
    @rule(
        whom=st.sampled_from(WRITERS),
        kind=st.sampled_from(STOPS),
        board=st.sampled_from(list(BOARDS)),
    )
    def sanctions(self, whom: str, kind: str, board: str) -> None:
        place = board if kind == "ban" else ""
        # The statement of what holds everywhere is for the moderators of the whole site.
        said = self.word("statement", place, whom)
        held = self.does(
            impose,
            "mo-moderator",
            member_id=self.people[whom].pk,
            kind=Sanction.Kind(kind),
            reason=Reason.HARASSMENT,
            statement=f"We say {said.text}.",
            days=3,
            board_id=self.boards[board].pk if place else None,
        )
        self.stopped[whom, place] = held.until
        self.tell(f"mo-moderator imposes a {kind} {'on ' + place if place else ''} on {whom} ({said.text})")

    @precondition(lambda self: self.facts.threads and self.offices < 2)
    @rule(board=st.sampled_from(list(BOARDS)))
    def appoints_or_dismisses(self, board: str) -> None:
        lou, place = self.people[LOCAL], self.boards[board]
        with clock.at(self.now), TestCase.captureOnCommitCallbacks(execute=True):
            if board in self.facts.local:
                grant = Moderator.objects.get(member=lou, board=place)
                revoke(grant_id=grant.pk, actor_id=self.people["adam-admin"].pk, statement="Thank you.")
            else:
                appoint(member_id=lou.pk, board_id=place.pk, actor_id=self.people["adam-admin"].pk)
        self.facts.local ^= {board}
        self.offices += 1
        about = [one for one in self.facts.threads if one.board == board]
        self.tell(f"{LOCAL} {'now' if board in self.facts.local else 'no more'} looks after {board}", *about)

    @precondition(lambda self: not Rule.objects.filter(name__startswith="Of ").exists())
    @rule(board=st.sampled_from(list(BOARDS)))
    def writes_a_rule(self, board: str) -> None:
        said = self.word("record", board)
        what = {"name": f"Of {said.text}", "kind": "words", "text": "gladly", "action": "hold", "message": ""}
        self.does(write, EVERYWHERE, board=self.boards[board], active=True, **what)
        self.tell(f"mo-moderator writes a rule for {board} ({said.text})")

    @precondition(lambda self: sum(one.kind == "record" for one in self.facts.words) < 2)
    @rule(whom=st.sampled_from(WRITERS), board=st.sampled_from(list(BOARDS)))
    def notes(self, whom: str, board: str) -> None:
        said = self.word("record", board)
        what = {"member_id": self.people[whom].pk, "text": f"Look {said.text}.", "board": self.boards[board]}
        self.does(note, "mo-moderator", **what)
        self.tell(f"mo-moderator notes something of {whom} on {board} ({said.text})")

    @precondition(lambda self: any(one.decision for one in self.facts.posts))
    @rule(number=pick)
    def appeals(self, number: int) -> None:
        found = [one for one in self.facts.posts if one.decision]
        post = found[number % len(found)]
        said = self.word("appeal", post.decided_on, post.author, thread=post.thread, post=post)
        self.does(bring, post.author, decision_id=post.decision, text=f"I say {said.text}.")
        post.decision = 0
        self.tell(f"{post.author} appeals ({said.text})", post.thread)

    @precondition(lambda self: Appeal.objects.waiting().exists())
    @rule(upheld=st.booleans())
    def answers(self, upheld: bool) -> None:
        appeal = Appeal.objects.waiting().select_related("decision", "board").earliest("pk")
        post = next(one for one in self.facts.posts if one.pk == appeal.decision.target_id)
        said = self.word("statement", appeal.board.slug, post.author, thread=post.thread, post=post)
        done = self.does(answer, "adam-admin", appeal_id=appeal.pk, upheld=upheld, statement=f"We say {said.text}.")
        if done.reversed and appeal.decision.action == "reject-edit":
            newest = next(one for one in reversed(self.facts.words) if one.post is post and one.kind == "past")
            assert post.text
            post.text.kind, newest.kind, post.text = "past", "text", newest
        elif done.reversed:
            post.state = "published"
            if post.opening and post.thread.state == "rejected":
                post.thread.state = "published"
        self.tell(f"adam-admin {'upholds' if upheld else 'refuses'} the appeal ({said.text})", post.thread)

    @precondition(
        lambda self: self.facts.posts and "members" not in (self.facts.audience["open"], self.facts.audience["slow"])
    )
    @rule(board=st.sampled_from(["open", "slow"]))
    def narrows(self, board: str) -> None:
        Board.objects.filter(pk=self.boards[board].pk).update(audience="members")
        self.boards[board].audience = self.facts.audience[board] = "members"
        self.tell(f"{board} is for members only now", *[one for one in self.facts.threads if one.board == board])

    @precondition(lambda self: self._anybody_stopped())
    @rule()
    def days_pass(self) -> None:
        self.now += timedelta(days=4)
        self.tell("four days pass")
