"""Keep a text that is not sent yet."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.drafts.models import Draft
from forums.drafts.read import here
from forums.threads.models import Post, Thread
from forums.threads.submission import TextRefused
from medigest.kit import clock
from medigest.members.viewer import Viewer

# Far more than a post may be long: what is too long to be sent can be kept and shortened.
LONGEST = 100_000


@dataclass(frozen=True)
class Typed:
    """What stands in the form."""

    body: str
    title: str = ""
    section_key: str = ""
    reply_to: int | None = None
    alias: str = ""


def save_draft(
    *,
    viewer: Viewer,
    board: Board,
    thread: Thread | None,
    typed: Typed,
    draft_id: int | None,
    version: int | None,
    post: Post | None = None,
) -> Draft | None:
    """Keep what was typed, in the draft that the form came from; None where nothing was typed yet.

    Where that draft went on in another tab since, or is gone, this text becomes a draft of its own: none eats the
    other. Raises TextRefused where it is too long to be kept.
    """
    if len(typed.body) > LONGEST:
        raise TextRefused(_("This is too long to be kept as a draft. Please save it elsewhere too."))
    with transaction.atomic():
        mine = here(viewer, board, thread, post).filter(pk=draft_id or 0)
        changed = mine.filter(version=version or 0).update(
            **asdict(typed), version=F("version") + 1, saved_at=clock.now()
        )
        if changed:
            return mine.get()
        same = mine.filter(**asdict(typed)).first()
        if same or not (typed.body.strip() or typed.title.strip()):
            return same
        return Draft.objects.create(
            member_id=viewer.member_id or 0,
            board=board,
            thread=thread,
            post=post,
            saved_at=clock.now(),
            **asdict(typed),
        )
