"""Two workers at the same moment. Apart from the others: the tests here really commit."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forums.notices import replies
from forums.notices.digest import queue_digests
from forums.notices.preferences import choose
from forums.review.hide import hide
from medigest.jobs.drain import drain
from medigest.mailing.models import Mail
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID
from tests.racing import race

pytestmark = pytest.mark.usefixtures("committing_db")


def test_a_digest_that_four_workers_make_at_once_goes_once(cast, thread, settings, mailoutbox):
    settings.JOBS_AT_ONCE = False
    choose(member_id=cast.author.pk, ways={kind.name: "site" for kind in replies.KINDS})
    choose(member_id=cast.member.pk, ways={"decision": "digest"})
    hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
    assert sorted(race([queue_digests.call] * 4)) == [0, 0, 0, 1]
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert race([drain] * 2) == [None, None]
    assert [mail.to for mail in mailoutbox if "What is new" in mail.subject] == [[cast.member.email]]
    assert Mail.objects.get(kind="digest").stage == "sent"
