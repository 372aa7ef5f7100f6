"""Two writers of the hierarchy at once. Apart from test_relate: the tests here really commit."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction

from conditions.catalogue.describe import create
from conditions.catalogue.relate import Cycle, relate


@pytest.mark.postgresql
@pytest.mark.usefixtures("committing_db")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="shows what only PostgreSQL does")
def test_two_writers_who_each_add_half_of_a_cycle_do_not_both_succeed():
    """The halves share no condition, so locks on the child and its parents would not put them in order."""
    a, b, c, d = (create(name=name).pk for name in "abcd")
    relate(child_id=a, parent_ids=[b])
    relate(child_id=c, parent_ids=[d])
    both_ready = Barrier(2)

    def write(child: int, parent: int) -> bool:
        try:
            both_ready.wait(timeout=10)
            with transaction.atomic():
                relate(child_id=child, parent_ids=[parent])
                sleep(0.2)  # time for the other to look at the links as they were
        except Cycle:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(write, (b, d), (c, a)))
    assert sorted(results) == [False, True]
