"""Give a thread a label, close it after a date, or slow it down."""

from datetime import datetime, timedelta

from forums.review.deciding import AlreadyDecided, decide, deciding_thread
from forums.review.reasons import Reason
from forums.threads import counting, slowness
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer


def label(*, viewer: Viewer, thread_id: int, text: str, reason: Reason, statement: str = "") -> Decision:
    """Set the label that stands beside the title; an empty one takes it away.

    Raises Forbidden, AlreadyDecided, ReasonOwed, Thread.DoesNotExist.
    """
    text = " ".join(text.split())
    with deciding_thread(viewer, thread_id) as thread:
        if thread.label == text:
            raise AlreadyDecided
        decision = decide(
            viewer=viewer, action="label", target=thread, thread=thread, reason=reason, statement=statement
        )
        thread.label = text
        counting.save_thread(thread, "label")
        return decision


def close_after(
    *, viewer: Viewer, thread_id: int, moment: datetime | None, reason: Reason, statement: str = ""
) -> Decision:
    """Let a thread take replies until `moment` and none afterwards; None lets it stay open.

    Raises Forbidden, AlreadyDecided, ReasonOwed, Thread.DoesNotExist.
    """
    with deciding_thread(viewer, thread_id) as thread:
        if thread.closes_at == moment:
            raise AlreadyDecided
        decision = decide(
            viewer=viewer, action="close", target=thread, thread=thread, reason=reason, statement=statement
        )
        thread.closes_at = moment
        counting.save_thread(thread, "closes_at")
        return decision


def slow(
    *, viewer: Viewer, thread_id: int, minutes: int, duration: timedelta, reason: Reason, statement: str = ""
) -> Decision:
    """Let each writer wait `minutes` between two posts, for so long; 0 minutes ends it.

    Raises Forbidden, AlreadyDecided, ReasonOwed, Thread.DoesNotExist.
    """
    with deciding_thread(viewer, thread_id) as thread:
        if not minutes and not thread.slow:
            raise AlreadyDecided
        decision = decide(
            viewer=viewer, action="slow", target=thread, thread=thread, reason=reason, statement=statement
        )
        slowness.slow_down(thread, minutes, duration)
        return decision
