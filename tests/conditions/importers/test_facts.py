"""How a new statement of a condition meets what stands there."""

from conditions.catalogue.describe import CodeFact, NameFact
from conditions.importers.facts import Facts, merge

HGS, EAR, BELL = NameFact("acronym", "HGS"), NameFact("synonym", "Keepers' ear"), NameFact("former", "Bell ear")


def test_what_nobody_touched_follows_the_record_in_its_order():
    now = Facts("Old", "Was", (HGS, EAR), (CodeFact("COAST", "1"),), (1, 2))
    after = Facts("New", "Is", (BELL, HGS), (), (2,))
    assert merge(now=now, before=now, after=after) == after


def test_what_an_editor_added_stays_and_what_the_record_took_out_goes():
    now, before, after = Facts(names=(HGS, EAR, BELL)), Facts(names=(HGS, EAR)), Facts(names=(EAR,))
    assert merge(now=now, before=before, after=after).names == (EAR, BELL)


def test_what_an_editor_took_out_does_not_come_back():
    now, both = Facts(names=(HGS,)), Facts(names=(HGS, EAR))
    assert merge(now=now, before=both, after=both).names == (HGS,)


def test_what_an_editor_changed_stays_changed():
    given, edited = CodeFact("COAST", "1"), CodeFact("COAST", "1", "https://harbour.example/1")
    now, before = Facts("Mine", "Mine", codes=(edited,)), Facts("Old", "Old", codes=(given,))
    after = Facts("New", "New", codes=(CodeFact("COAST", "1", "https://elsewhere.example"),))
    assert merge(now=now, before=before, after=after) == now
    assert merge(now=now, before=before, after=Facts()).codes == (edited,)


def test_a_record_that_comes_upon_a_condition_adds_what_is_missing_and_keeps_the_name():
    now = Facts("Harbour glass syndrome", "", (EAR,), (), (1,))
    after = Facts("HARBOUR GLASS SYNDROME", "Known.", (HGS, NameFact("synonym", "KEEPERS' EAR")), (), (2, 1))
    assert merge(now=now, before=Facts(), after=after) == Facts(now.name, "Known.", (EAR, HGS), (), (1, 2))


def test_facts_are_stored_without_loss():
    facts = Facts("Name", "Definition", (HGS, EAR), (CodeFact("COAST", "1", "https://harbour.example"),), (3, 1))
    assert Facts.from_json(facts.as_json()) == facts
    assert Facts.from_json({}) == Facts()
