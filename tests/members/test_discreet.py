"""Discreet mode: titles, subjects and copies say nothing, and one click leaves."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from medigest.members.accounts.discreet import set_discreet, subject_for
from medigest.members.models import Member
from tests.conftest import make_member

pytestmark = pytest.mark.django_db
SWITCH, LEAVE = reverse("members:discreet"), reverse("members:leave")


def title(answer) -> str:
    return re.search(r"<title>(.*?)</title>", answer.content.decode())[1]


def test_a_visitor_switches_it_on_and_off(client: Client, board):
    assert board.title in title(client.get(board.url))
    client.post(SWITCH, {"do": "on"})
    answer = client.get(board.url)
    assert title(answer) == "Medigest"
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'href="{LEAVE}"' in answer.content.decode()
    client.post(SWITCH, {"do": "off"})
    answer = client.get(board.url)
    assert board.title in title(answer)
    assert f'href="{LEAVE}"' not in answer.content.decode()


def test_a_members_switch_holds_on_every_device_and_on_the_log_in_page_of_this_one(cast, enter, board):
    here, there = enter(cast.member), enter(cast.member)
    here.post(SWITCH, {"do": "on"})
    assert title(there.get(board.url)) == "Medigest"
    here.post(reverse("account_logout"))
    assert title(here.get(reverse("account_login"))) == "Medigest"
    assert title(enter(cast.author).get(board.url)) != "Medigest"


def test_errors_have_no_telling_title_either(client: Client, board):
    client.post(SWITCH, {"do": "on"})
    assert title(client.get("/nowhere/")) == "Medigest"


def test_leaving_ends_the_session_and_forgets_every_cookie(cast, enter, settings):
    settings.QUICK_EXIT_URL = "https://weather.example/"
    client = enter(cast.member)
    client.post(SWITCH, {"do": "on"})
    client.get(reverse("account_email"))
    session = client.cookies["sessionid"].value
    answer = client.get(LEAVE)
    assert (answer.status_code, answer.url) == (302, "https://weather.example/")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not [name for name, cookie in client.cookies.items() if cookie.value]
    client.cookies["sessionid"] = session
    assert client.get(reverse("members:settings")).status_code == 302


def test_leaving_needs_no_discreet_mode_and_no_account(client: Client):
    assert client.get(LEAVE).status_code == 302


def test_a_form_that_a_script_sent_is_told_where_to_go_on(client: Client):
    answer = client.post(SWITCH, {"do": "on"}, headers={"X-Discreet": "yes"})
    assert (answer.status_code, answer.headers["X-Location"]) == (204, SWITCH)
    assert "Location" not in answer.headers
    assert title(client.get(SWITCH)) == "Medigest"


def test_the_subject_of_a_mail_says_nothing_to_who_wants_that():
    mina = make_member("mina-member")
    assert subject_for(mina, "Your post on a board") == "Your post on a board"
    set_discreet(member_id=mina.pk, on=True)
    assert subject_for(Member.objects.get(), "Your post on a board") == "You have a message"


def test_mail_about_the_account_has_such_a_subject_too(enter):
    mina = make_member("mina-member")
    client = enter(mina)
    change = {"oldpassword": "a-long-test-password", "password1": "a-newer-password", "password2": "a-newer-password"}
    set_discreet(member_id=mina.pk, on=True)
    client.post(reverse("account_change_password"), change)
    (message,) = mail.outbox
    assert message.subject == "You have a message"
