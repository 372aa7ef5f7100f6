"""Tell an author that members reacted to a post: one notice a post, without names. In the reaction's transaction."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from forums.following.models import Follow
from forums.notices.kinds import Kind, Telling
from forums.notices.models import Notice, Way
from forums.notices.notify import notify
from forums.reactions.models import Reaction
from forums.threads.models import Post, ReactionKind
from medigest.members.blocks.read import blocked_by
from medigest.members.viewer import Viewer


def notify_of_reaction(reaction_id: int) -> None:
    """Tell the post's author, unless they muted the thread or blocked who reacted."""
    reaction = Reaction.objects.select_related("post").get(pk=reaction_id)
    post = reaction.post
    muted = Follow.objects.filter(member=post.author_id, thread=post.thread_id, level=Follow.Level.MUTED)
    if post.author_id is not None and not muted.exists():
        notify(
            kind="reaction",
            event_id=reaction.pk,
            members=[post.author_id],
            target_id=post.pk,
            author_id=reaction.member_id,
        )


def _tell(notices: Sequence[Notice], viewer: Viewer) -> dict[int, Telling]:
    """How many members reacted to each post, and how: one query, whoever took theirs back since left out."""
    posts = Post.objects.listed_for(viewer).filter(author=viewer.member, pk__in={one.target_id for one in notices})
    rows = Reaction.objects.filter(post__in=posts).exclude(blocked_by(viewer.member_id or 0, "member"))
    kinds: dict[int | None, set[str]] = {}
    members: dict[int | None, set[int]] = {}
    for post, kind, member in rows.values_list("post_id", "kind", "member_id"):
        kinds.setdefault(post, set()).add(kind)
        members.setdefault(post, set()).add(member)
    return {
        one.pk: Telling(
            text=_text(kinds[one.target_id], len(members[one.target_id])), thread=f"reactions-{one.target_id}"
        )
        for one in notices
        if one.target_id in kinds
    }


def _text(kinds: set[str], number: int) -> str:
    if kinds == {ReactionKind.THANKS}:
        words = ngettext("A member thanks you for a post.", "%(number)d members thank you for a post.", number)
    elif kinds == {ReactionKind.HELPFUL}:
        words = ngettext(
            "A member found a post of yours helpful.", "%(number)d members found a post of yours helpful.", number
        )
    elif kinds == {ReactionKind.WITH_YOU}:
        words = ngettext(
            "A member is with you, and says so at a post of yours.",
            "%(number)d members are with you, and say so at a post of yours.",
            number,
        )
    else:
        words = ngettext(
            "A member reacted to a post of yours.", "%(number)d members reacted to a post of yours.", number
        )
    return words % {"number": number}


def _address(notice: Notice) -> str:
    return reverse("forums:post", args=[notice.target_id]) if notice.target_id else reverse("notices:index")


KIND = Kind(
    name="reaction",
    label=_("Somebody thanks you, finds a post of yours helpful, or is with you"),
    subject=_("Somebody reacted to what you wrote"),
    tell=_tell,
    address=_address,
    default=Way.SITE,
)
