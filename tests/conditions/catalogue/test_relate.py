"""What a condition is part of, and the closure over it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.catalogue.describe import create
from conditions.catalogue.models import Closure, Condition, Parent
from conditions.catalogue.relate import Cycle, relate

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    """cancer > sarcoma > asps, by name."""
    one = {name: create(name=name) for name in ("cancer", "sarcoma", "asps")}
    relate(child_id=one["sarcoma"].pk, parent_ids=[one["cancer"].pk])
    relate(child_id=one["asps"].pk, parent_ids=[one["sarcoma"].pk])
    return one


def beneath(condition: Condition) -> set[str]:
    rows = Closure.objects.filter(ancestor=condition).exclude(descendant=condition)
    return set(rows.values_list("descendant__name", flat=True))


def test_everything_beneath_is_known_at_every_depth(family):
    assert beneath(family["cancer"]) == {"sarcoma", "asps"}
    assert beneath(family["asps"]) == set()


def test_a_condition_that_moves_takes_along_what_is_beneath_it(family):
    muscle = create(name="muscle")
    relate(child_id=family["sarcoma"].pk, parent_ids=[muscle.pk])
    assert beneath(muscle) == {"sarcoma", "asps"}
    assert beneath(family["cancer"]) == set()


def test_of_two_ways_up_one_stays_when_the_other_goes(family):
    relate(child_id=family["asps"].pk, parent_ids=[family["sarcoma"].pk, family["cancer"].pk])
    relate(child_id=family["asps"].pk, parent_ids=[family["sarcoma"].pk])
    assert "asps" in beneath(family["cancer"])


def test_parents_stand_in_the_order_given_and_once(family):
    both = [family["sarcoma"].pk, family["cancer"].pk, family["sarcoma"].pk]
    relate(child_id=family["asps"].pk, parent_ids=both)
    assert list(family["asps"].parent_links.values_list("parent_id", flat=True)) == both[:2]


def test_the_same_parents_again_change_nothing(family):
    assert not relate(child_id=family["asps"].pk, parent_ids=[family["sarcoma"].pk])


@pytest.mark.parametrize(("child", "parent"), [("cancer", "asps"), ("cancer", "sarcoma"), ("asps", "asps")])
def test_a_cycle_is_refused_by_name_and_leaves_all_as_it_was(family, child, parent):
    before = set(Parent.objects.values_list()), set(Closure.objects.values_list())
    with pytest.raises(Cycle, match=f"“{child}”.*“{parent}”"):
        relate(child_id=family[child].pk, parent_ids=[family[parent].pk])
    assert (set(Parent.objects.values_list()), set(Closure.objects.values_list())) == before


MOVES = st.lists(st.tuples(st.integers(0, 6), st.sets(st.integers(0, 6), max_size=3)), min_size=1, max_size=12)


def reachable(parents: dict[int, set[int]], node: int) -> set[int]:
    """All above a node, itself included, walked naively."""
    seen, waiting = set(), [node]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(parents[one])
    return seen


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_the_closure_is_what_the_links_say_after_any_moves(db, moves):
    nodes = [create(name=f"Node {number}").pk for number in range(7)]
    parents: dict[int, set[int]] = {number: set() for number in range(7)}
    for child, wanted in moves:
        would_turn = any(child in reachable(parents, parent) for parent in wanted)
        try:
            relate(child_id=nodes[child], parent_ids=[nodes[parent] for parent in sorted(wanted)])
        except Cycle:
            assert would_turn
        else:
            assert not would_turn
            parents[child] = wanted
    stored = set(Closure.objects.filter(descendant__in=nodes).values_list("ancestor_id", "descendant_id"))
    assert stored == {(nodes[above], nodes[one]) for one in range(7) for above in reachable(parents, one)}
