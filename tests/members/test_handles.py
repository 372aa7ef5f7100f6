"""Handles and addresses are one per member, whatever their case: the database says so."""

import pytest
from django.db import IntegrityError, transaction

from medigest.members.models import Member
from tests.conftest import make_member

pytestmark = pytest.mark.django_db


def test_two_members_never_differ_by_case_only():
    make_member("mina-member")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create_user("MINA-member", "other@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create_user("other", "Mina-Member@example.org")


def test_members_without_an_address_are_many():
    Member.objects.create_user("first-one")
    Member.objects.create_user("second-one")
    assert Member.objects.filter(email="").count() == 2


def test_a_role_that_is_none_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create_user("mina-member", role="king")


def test_a_member_is_found_by_name_whatever_the_case():
    member = make_member("Mina-Member")
    assert Member.objects.get_by_natural_key("mina-MEMBER") == member
