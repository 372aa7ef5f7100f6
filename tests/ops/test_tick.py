"""`manage.py tick`."""

from io import StringIO

from django.core.management import call_command

from forums.notices.models import Notice
from forums.review.hide import hide
from medigest.audit.models import Decision
from medigest.audit.verify import verify
from tests.conftest import reply, start, viewer
from tests.forums.helpers import SAID


def run() -> str:
    out = StringIO()
    call_command("tick", stdout=out)
    return out.getvalue()


def test_it_mails_what_waits_and_seals_what_was_decided_once(cast, board, mailoutbox):
    post = reply(cast.member, start(cast.author, board).thread)
    decision = hide(viewer=viewer(cast.moderator), post_id=post.pk, **SAID)
    Notice.objects.create(member=cast.member, decision=decision)
    assert run() == f"1 mailed, {Decision.objects.count()} decisions sealed\n"
    assert verify().oldest_unsealed is None
    assert run() == "0 mailed, 0 decisions sealed\n"
    assert len(mailoutbox) == 1
