"""Mail that came back, before its member; and what was tried in vain, before the administrators."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from medigest.mailing.bounces import bounced, record_bounce
from medigest.mailing.models import Mail
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
PAGE, RETURNED = reverse("members:undelivered"), reverse("members:returned_mail")
BANNER = "Mail to your address comes back"


@pytest.fixture
def adam():
    return make_member("adam-admin", role="administrator")


@pytest.fixture
def mina():
    return make_member("mina-member")


def dead_mail(member) -> Mail:
    return Mail.objects.create(
        member=member, kind="notice", key="decision:1", stage="dead", attempts=8, error="SMTPServerDisconnected"
    )


def test_an_administrator_sees_what_was_not_delivered_and_has_it_tried_again(adam, mina, enter):
    mail, client = dead_mail(mina), enter(adam)
    page = client.get(PAGE).content.decode()
    assert "mina-member" in page
    assert "SMTPServerDisconnected" in page
    assert mina.email not in page
    client.post(PAGE, {"mail": mail.pk})
    mail.refresh_from_db()
    assert (mail.stage, mail.error) == ("dropped", "")  # it ran, and found that there is nothing to say any more
    assert "already" in client.post(PAGE, {"mail": mail.pk}, follow=True).content.decode()


def test_a_code_is_listed_and_not_tried_again(adam, enter):
    mail = Mail.objects.create(kind="account", key="x", stage="dead", address="mina-member@example.org")
    client = enter(adam)
    page = client.get(PAGE).content.decode()
    assert "Its words are forgotten" in page
    assert "mina-member@example.org" not in page
    client.post(PAGE, {"mail": mail.pk})
    assert Mail.objects.get().stage == "dead"


def test_a_dead_job_is_tried_again_and_nonsense_does_nothing(adam, enter):
    job, other = (
        DBTaskResult.objects.create(
            status="FAILED", args_kwargs={"args": [], "kwargs": {}}, task_path="a.job", worker_ids=["w"], priority=0
        )
        for _ in range(2)
    )
    client = enter(adam)
    for wrong in ({}, {"job": "nonsense"}, {"mail": "9" * 30}):
        assert client.post(PAGE, wrong).status_code == 302
    assert client.get(PAGE).content.decode().count("a.job") == 4
    client.post(PAGE, {"job": str(job.pk)})
    assert [DBTaskResult.objects.get(pk=one.pk).status for one in (job, other)] == ["READY", "FAILED"]


def test_nobody_else_sees_it_nor_an_administrator_without_a_second_factor(adam, mina, enter):
    assert enter(mina).get(PAGE).status_code == 403
    assert enter(adam, second_factor=False).get(PAGE).status_code == 403
    mail = dead_mail(mina)
    assert enter(adam, second_factor=False).post(PAGE, {"mail": mail.pk}).status_code == 403
    assert Mail.objects.get().stage == "dead"


def test_a_member_whose_mail_comes_back_is_told_on_every_page_and_can_mend_it(mina, enter):
    client, home = enter(mina), reverse("home")
    assert BANNER not in client.get(home).content.decode()
    record_bounce(address=mina.email.upper(), said="550 5.1.1")
    assert BANNER in client.get(home).content.decode()
    page = client.get(RETURNED).content.decode()
    assert mina.email in page
    assert reverse("account_email") in page
    client.post(RETURNED)
    assert not bounced(mina.email)
    assert BANNER not in client.get(home).content.decode()
    assert "nothing to mend" in client.get(RETURNED).content.decode()


def test_an_address_is_not_tried_again_and_again(mina, enter, still):
    client = enter(mina)
    assert [client.post(RETURNED).status_code for _ in range(4)] == [302, 302, 302, 429]
