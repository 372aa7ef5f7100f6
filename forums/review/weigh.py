"""Hide a post when the reports of readers who can be trusted weigh enough, until a moderator has read it."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from forums import policy
from forums.review.models import Report
from forums.review.reasons import Reason, most_pressing
from forums.review.reporters import Record, records_of
from forums.threads.models import Post, State, Thread
from forums.threads.signals import post_decided
from forums.threads.withdraw import withdraw_post
from medigest.audit.models import Decision
from medigest.audit.record import record
from medigest.members.models import Member

FEWEST = 2
NEWCOMERS, MEMBERS, TRUSTED = 1, 2, 4
PROVEN = 3


def hide_where_it_weighs_enough(post: Post, thread: Thread) -> Decision | None:
    """The decision, where the open reports of the post hide it. Called with the thread locked.

    A post whose author may be in danger is never hidden by numbers.
    """
    reports = list(Report.objects.filter(post=post, closed_by=None))
    reasons = {report.reason for report in reports}
    many = len(reports) >= FEWEST and thread.board.hide_at and post.state == State.PUBLISHED
    if not many or Reason.SELF_HARM in reasons or post.crisis or thread.state != State.PUBLISHED:
        return None
    reporters = [report.reporter_id for report in reports if report.reporter_id]
    if sum(weights(reporters).values()) < thread.board.hide_at:
        return None
    decision = record(
        actor_id=None,
        action="auto-hide",
        target_kind="post",
        target_id=post.pk,
        reason=most_pressing(reasons),
        statement=_("Several readers reported this post. It is hidden until a moderator has read it."),
        member_id=post.author_id,
        place_id=thread.board_id,
        basis=Decision.Basis.AUTOMATIC,
        since=min(report.created_at for report in reports),
    )
    withdraw_post(post, thread, State.HIDDEN, decision)
    post_decided.send(sender=Decision, decision_id=decision.pk)
    return decision


def weights(member_ids: list[int]) -> dict[int, int]:
    """How much the report of each member weighs: by their standing, and by how their earlier reports ended."""
    records = records_of(member_ids)
    published = Post.objects.filter(author=OuterRef("pk"), published_at__isnull=False).order_by()
    enough = Exists(published[policy.NEWCOMER_POSTS - 1 : policy.NEWCOMER_POSTS])
    members = Member.objects.filter(pk__in=member_ids, is_active=True).annotate(established=enough)
    return {member.pk: weight_of(records.get(member.pk), established=member.established) for member in members}


def weight_of(record: Record | None, *, established: bool) -> int:
    """The weight of one report; nothing where earlier ones were mostly wrong."""
    if record and record.kept >= PROVEN and record.kept > record.upheld:
        return 0
    if record and record.upheld >= PROVEN and record.upheld > 2 * record.kept:
        return TRUSTED
    return MEMBERS if established else NEWCOMERS
