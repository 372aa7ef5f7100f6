"""`manage.py tick`."""

from io import StringIO

from django.core.management import call_command

from forums.review.hide import hide
from medigest.audit.verify import verify
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID


def run() -> str:
    out = StringIO()
    call_command("tick", stdout=out)
    return out.getvalue()


def test_it_has_what_waits_mailed_and_what_was_decided_sealed_once(
    cast, board, mailoutbox, still, django_capture_on_commit_callbacks
):
    post = reply(cast.member, start(cast.author, board).thread)
    hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    with django_capture_on_commit_callbacks(execute=True):
        assert "audit: seal" in run()
    assert verify().oldest_unsealed is None
    with django_capture_on_commit_callbacks(execute=True):
        assert run() == "0 taken up again, 0 enqueued: nothing due\n"
    assert len(mailoutbox) == 1
