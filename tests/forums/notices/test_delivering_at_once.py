"""Two ticks at once mail a notice once."""

import pytest
from django.core import mail

from forums.notices.deliver import mail_waiting
from forums.notices.models import Notice
from forums.review.hide import hide
from tests.conftest import reply, viewer
from tests.forums.helpers import SAID
from tests.racing import race

pytestmark = pytest.mark.usefixtures("committing_db")


def test_many_ticks_at_once_send_each_notice_once(cast, thread):
    for _ in range(5):
        hide(viewer=viewer(cast.moderator), post_id=reply(cast.member, thread).pk, **SAID)
    Notice.objects.update(mailed_at=None)
    mail.outbox.clear()
    outcomes = race([mail_waiting] * 4)
    assert sum(outcomes) == 5
    assert len(mail.outbox) == 5
