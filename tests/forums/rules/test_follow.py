"""Rules and prepared statements stay with the threads when another board takes these over."""

from forums.review.models import Canned
from forums.rules.models import Rule
from forums.threads.models import Post
from forums.threads.signals import board_adopted


def test_they_follow_unless_the_new_board_has_its_own_of_that_name(board, quiet):
    rule = {"kind": "words", "text": "otter shop", "action": "hold"}
    told = {"reason": "spam", "text": "We take no adverts."}
    for where, names in ((board, ("Shops", "Numbers")), (quiet, ("Shops",))):
        for name in names:
            Rule.objects.create(board=where, name=name, **rule)
            Canned.objects.create(board=where, title=name, **told)
    board_adopted.send(sender=Post, new_id=quiet.pk, old_id=board.pk)
    assert sorted(Rule.objects.filter(board=quiet).values_list("name", flat=True)) == ["Numbers", "Shops"]
    assert sorted(Canned.objects.filter(board=quiet).values_list("title", flat=True)) == ["Numbers", "Shops"]
