"""A board for every condition, in the transaction that creates the condition."""

import pytest
from django.db import IntegrityError, transaction

from conditions.catalogue.describe import create
from conditions.catalogue.models import RESERVED_SLUGS as NO_CONDITION_SLUGS
from conditions.models import Condition
from conditions.signals import conditions_created
from forums.boards.models import RESERVED_SLUGS, Board


@pytest.mark.django_db
def test_a_new_condition_has_its_board_with_its_name_and_address():
    condition = create(name="Asthma", definition="A disease of the airways.")
    board = Board.objects.get(condition=condition)
    assert (board.slug, board.title, board.description) == ("asthma", "Asthma", "A disease of the airways.")
    assert (board.audience, board.indexable, board.review) == ("public", False, "newcomers")
    assert (board.threads, board.posts, board.last_post_at, board.sections) == (0, 0, None, {})


@pytest.mark.django_db
def test_condition_and_board_are_rolled_back_together():
    class Stop(Exception):
        pass

    def create_and_fail() -> None:
        with transaction.atomic():
            create(name="Asthma")
            assert Board.objects.filter(slug="asthma").exists()
            raise Stop

    with pytest.raises(Stop):
        create_and_fail()
    assert not Condition.objects.filter(slug="asthma").exists()
    assert not Board.objects.filter(slug="asthma").exists()


@pytest.mark.django_db
def test_a_receiver_that_raises_undoes_the_creation_with_its_board():
    class Broken(Exception):
        pass

    def refuse(sender, ids, **kwargs):
        assert Board.objects.filter(condition__in=ids).exists()
        raise Broken

    conditions_created.connect(refuse)
    try:
        with pytest.raises(Broken):
            create(name="Asthma")
    finally:
        conditions_created.disconnect(refuse)
    assert not Condition.objects.filter(slug="asthma").exists()
    assert not Board.objects.filter(slug="asthma").exists()


@pytest.mark.django_db
def test_a_board_that_can_not_be_opened_undoes_the_condition():
    Board.objects.create(slug="asthma-board", title="In the way")
    Board.objects.create(slug="asthma", title="In the way too")
    with pytest.raises(IntegrityError), transaction.atomic():
        create(name="Asthma")
    assert not Condition.objects.filter(name="Asthma").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted({*RESERVED_SLUGS} - {*NO_CONDITION_SLUGS}))
def test_a_condition_whose_slug_is_a_word_of_ours_gets_another_board_address(slug):
    condition = create(name=slug.title(), slug=slug)
    assert Board.objects.get(condition=condition).slug == f"{slug}-board"


@pytest.mark.django_db
def test_a_slug_that_a_general_board_has_gets_another_board_address():
    Board.objects.create(slug="asthma", title="A general board")
    assert Board.objects.get(condition=create(name="Asthma")).slug == "asthma-board"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", RESERVED_SLUGS)
def test_the_database_itself_refuses_a_reserved_slug(slug):
    with pytest.raises(IntegrityError), transaction.atomic():
        Board.objects.create(slug=slug, title="In the way")


def test_a_condition_has_one_board(asps):
    with pytest.raises(IntegrityError), transaction.atomic():
        Board.objects.create(slug="second", title="Second", condition=asps)
