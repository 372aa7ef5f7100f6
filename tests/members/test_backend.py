"""The member of a request: the same as by the ordinary way, and always of this moment."""

from datetime import timedelta

import pytest

from medigest.kit import clock
from medigest.members.backend import Backend
from medigest.members.models import Member
from medigest.members.viewer import Viewer, registered_facts
from tests.conftest import Cast
from tests.forums.sanctions.helpers import sanction

pytestmark = pytest.mark.django_db


def test_comes_with_every_fact_of_the_type_it_has_elsewhere(cast: Cast) -> None:
    for member in (cast.member, cast.local, cast.administrator):
        plain = Member.objects.annotate(**registered_facts()).get(pk=member.pk)
        found = Backend().get_user(member.pk)
        assert found == plain
        for name in [*registered_facts(), *(field.attname for field in Member._meta.concrete_fields)]:
            ours, theirs = getattr(found, name), getattr(plain, name)
            assert (ours, type(ours)) == (theirs, type(theirs)), name


def test_each_request_asks_with_its_own_moment(cast: Cast) -> None:
    begun = clock.now()
    sanction(cast.moderator, cast.member, "suspension", days=7)
    told = []
    for days in (1, 8, 2):
        with clock.at(begun + timedelta(days=days)):
            told.append(Viewer(Backend().get_user(cast.member.pk)).fact("suspended"))
    assert told == [True, False, True]


def test_who_left_or_never_was_is_nobody(cast: Cast) -> None:
    Member.objects.filter(pk=cast.member.pk).update(is_active=False)
    assert Backend().get_user(cast.member.pk) is None
    assert Backend().get_user(0) is None
