"""Mail: a decision reaches its author alone, discloses nothing in its subject, and leaks nothing in its text."""

import pytest

from conditions.articles.disclaimers import in_force
from conditions.models import Condition, Name
from tests.surfaces.reference import may_see
from tests.surfaces.world import ADA, MINA, OLLI, ROLES, Canary, World

pytestmark = pytest.mark.django_db

ROLE_OF = {handle: role for role, (handle, second_factor) in ROLES.items() if second_factor}


def _may_read(handle: str, canary: Canary) -> bool:
    """Olli has no role of the tables: a member like Mina, who has not written what Mina wrote."""
    if handle == OLLI:
        return canary.author == OLLI or (canary.author != MINA and may_see("member", canary))
    return may_see(ROLE_OF[handle], canary)


def test_a_decision_is_mailed_to_its_author_alone(world: World) -> None:
    assert len(world.mails) > 10
    assert {tuple(message.recipients()) for message in world.mails} == {(f"{one}@example.org",) for one in (ADA, OLLI)}


def test_every_statement_reaches_its_author_by_mail(world: World) -> None:
    mailed = "\n".join(str(message.body) for message in world.mails)
    for canary in world.canaries:
        if canary.kind == "statement":
            assert canary.word in mailed


def test_no_mail_holds_a_word_that_its_reader_may_not_see(world: World) -> None:
    for message in world.mails:
        handle = message.to[0].removesuffix("@example.org")
        whole = str(message.message())
        for canary in world.canaries:
            assert _may_read(handle, canary) or canary.word not in whole, canary.word


def test_the_subject_names_no_condition_no_board_and_no_thread(world: World) -> None:
    disclosing = [*Condition.objects.values_list("name", flat=True), *Name.objects.values_list("text", flat=True)]
    disclosing += [canary.word for canary in world.canaries] + list(world.boards)
    for message in world.mails:
        assert not [word for word in disclosing if word.lower() in str(message.subject).lower()]


def test_every_mail_carries_the_disclaimer(world: World) -> None:
    words = "General information, not medical advice."
    assert words in in_force().short_html
    for message in world.mails:
        assert words in str(message.body)
        assert words in str(message.alternatives[0][0])
