"""Two at the same moment. Apart from the others: the tests here really commit."""

import pytest
from django.test import Client

from medigest.members.devices.recognise import recognise
from medigest.members.models import Device, FormerHandle, Member
from medigest.members.renames.rename import HandleRefused, rename
from tests.conftest import make_member
from tests.members.test_signup import FORM, SIGNUP
from tests.racing import race

pytestmark = pytest.mark.usefixtures("committing_db")


def test_of_two_who_want_the_same_handle_one_gets_it_and_the_other_is_told():
    people = [make_member(handle) for handle in ("mina-member", "nora-neighbour")]
    done = race([lambda one=one: rename(member_id=one.pk, handle="quiet-otter") for one in people])
    assert sorted(type(outcome) for outcome in done if outcome) == [HandleRefused]
    assert Member.objects.filter(handle="quiet-otter").count() == FormerHandle.objects.count() == 1


def test_a_member_who_changes_twice_at_once_changes_once():
    mina = make_member("mina-member")
    done = race([lambda name=name: rename(member_id=mina.pk, handle=name) for name in ("quiet-otter", "calm-otter")])
    assert sorted(type(outcome) for outcome in done if outcome) == [HandleRefused]
    assert FormerHandle.objects.get().handle == "mina-member"


def test_a_sign_up_that_is_sent_twice_makes_one_account_and_neither_answer_is_an_error():
    answers = race([lambda: Client().post(SIGNUP, FORM) for _ in range(4)])
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert Member.objects.count() == 1


def test_of_two_first_log_ins_at_once_one_is_the_first():
    mina = make_member("mina-member")
    seen = race([lambda: recognise(member_id=mina.pk, secret="") for _ in range(2)])
    assert sorted(one.notify for one in seen) == [False, True]
    assert Device.objects.count() == 2
