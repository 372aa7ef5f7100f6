"""As whom a member writes in a thread: one identity for each member and thread, chosen with the first post there.

It follows the posts: in a thread that was moved, split or merged the earliest post that stands there decides, so
nothing has to be carried along. Posts keep the name under which they were written.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from forums.threads.models import Alias, Post, Thread, ThreadQuerySet
from forums.threads.submission import TextRefused
from medigest.kit.prepared import Prepared
from medigest.members.handles import RESERVED
from medigest.members.models import FormerHandle, Member
from medigest.members.viewer import Viewer

SHORTEST, LONGEST = 2, 30
FIELD = "alias"


@dataclass(frozen=True)
class Identity:
    """As whom a member writes: under an alias, or as themselves. `fixed`: they have written there."""

    alias: Alias | None = None
    fixed: bool = False


def _earliest(thread: Any, member_id: int | None) -> QuerySet[Post]:
    own = Post.objects.filter(thread=thread, author=member_id)
    return own.order_by(F("position").asc(nulls_last=True), "pk")[:1]


_first_post = Prepared(lambda thread_id, member_id: _earliest(thread_id, member_id).select_related("alias"))


def with_identity(threads: ThreadQuerySet, member_id: int | None) -> ThreadQuerySet:
    """The query of `threads` with what `identity_of` needs."""
    first = _earliest(OuterRef("pk"), member_id)
    return threads.annotate(
        own_first=Subquery(first.values("pk")),
        own_alias=Subquery(first.values("alias")),
        own_name=Subquery(first.values("alias__name")),
    )


def identity_of(thread: Any, viewer: Viewer) -> Identity:
    """As whom the viewer writes in a thread that `with_identity` fetched; a query only where posts of it moved away."""
    if thread.own_first is None:
        return identity_in(thread, viewer) if thread.has_traces else Identity()
    return Identity(Alias(pk=thread.own_alias, name=thread.own_name) if thread.own_alias else None, fixed=True)


def identity_in(thread: Thread, viewer: Viewer) -> Identity:
    """As whom the viewer writes in the thread, if they have written there."""
    first = _first_post.get(thread.pk, viewer.member_id)
    if first is not None:
        return Identity(first.alias, fixed=True)
    if not thread.has_traces:
        return Identity()
    # Their posts stand elsewhere by now; who they are here stays.
    alias = Alias.objects.filter(thread=thread, member=viewer.member).first()
    return Identity(alias, fixed=alias is not None)


def write_as(*, viewer: Viewer, thread: Thread, name: str) -> Alias | None:
    """The alias under which the viewer's next post there stands, None for themselves. `name`: as the form says, which
    holds for the first post alone. Called with the thread locked. Raises TextRefused."""
    name = tidy(name)
    identity = identity_in(thread, viewer)
    if not identity.fixed:
        return (
            Alias.objects.create(thread=thread, member_id=viewer.member_id, name=_free(viewer, thread, name))
            if name
            else None
        )
    # Never otherwise than the form said: whoever chose a name in another tab must not be shown under their own.
    if name and identity.alias is None:
        raise TextRefused(_("You wrote in this thread as yourself before, so you can't take another name here."), FIELD)
    if name and identity.alias and identity.alias.name != name:
        raise TextRefused(_("In this thread you write as %(name)s.") % {"name": identity.alias.name}, FIELD)
    return identity.alias


def tidy(name: str) -> str:
    """The name as it will be shown."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def _free(viewer: Viewer, thread: Thread, name: str) -> str:
    """The name, where it can be taken for nobody else's. Raises TextRefused."""
    if not SHORTEST <= len(name) <= LONGEST:
        raise TextRefused(
            _("Choose a name of %(least)d to %(most)d characters.") % {"least": SHORTEST, "most": LONGEST}, FIELD
        )
    if not all(one.isalnum() or one in " .'’-_" for one in name) or not name[0].isalnum():
        raise TextRefused(_("Use letters, digits, spaces, dots and hyphens for the name."), FIELD)
    if viewer.handle.casefold() in name.casefold():
        raise TextRefused(_("This name holds your handle: everybody could see who you are."), FIELD)
    if _is_anothers(thread, name):
        raise TextRefused(_("Somebody else goes by this name. Please choose another."), FIELD)
    return name


def _is_anothers(thread: Thread, name: str) -> bool:
    """Whether it is a member's handle, one of the site's own, or another alias in the thread."""
    if name.casefold() in RESERVED or Member.objects.filter(handle__iexact=name).exists():
        return True
    here = Q(thread=thread) | Q(pk__in=Post.objects.filter(thread=thread, alias__isnull=False).values("alias"))
    former = FormerHandle.objects.filter(handle__iexact=name)
    return former.exists() or Alias.objects.filter(here, name__iexact=name).exists()
