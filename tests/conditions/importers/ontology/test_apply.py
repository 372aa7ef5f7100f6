"""Releases come and go: nothing is lost, nothing doubles, and no editor's work is overwritten."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.articles.publish import publish
from conditions.catalogue.describe import CodeFact, NameFact, create, describe
from conditions.catalogue.lookup import by_code, find
from conditions.catalogue.models import Closure, Condition, FormerCode, Parent
from conditions.importers.contract import ImportProblem
from conditions.importers.models import Imported, Release
from conditions.importers.ontology.apply import apply
from conditions.importers.ontology.files import load_obo
from forums.activity.models import BoardLeftOut
from forums.boards.appoint import appoint
from forums.boards.models import Board, Moderator
from forums.sanctions.models import Sanction
from forums.search.models import ArticleEntry
from forums.threads.models import Thread
from forums.threads.recount import discrepancies
from forums.threads.submission import standing_of
from medigest.kit import clock
from tests.conftest import BY_AN_EDITOR, make_member, viewer

from .conftest import EAR, GLASS, HEADER, SEA, WHOLE, counts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def named(name: str) -> Condition:
    return Condition.objects.get(name=name)


def thread_on(condition: Condition) -> Thread:
    board = Board.objects.get(condition=condition)
    moment = clock.now()
    return Thread.objects.create(board=board, title="It rings", slug="it-rings", created_at=moment, last_post_at=moment)


def test_terms_become_conditions_with_boards_names_codes_and_a_place(take) -> None:
    assert counts(take(*WHOLE)) == {"created": 3, "redirected": 1}
    ear = named("Keepers' ear")
    assert Board.objects.get(condition=ear).slug == ear.slug == "keepers-ear"
    assert [match.condition for match in find("harbour ear")] == [ear]
    above = Closure.objects.filter(descendant=named("Harbour glass syndrome")).values_list("ancestor__name", flat=True)
    assert set(above) == {"Harbour glass syndrome", "Keepers' ear", "Sea ailment"}


def test_the_second_run_changes_nothing(take, rows) -> None:
    take(*WHOLE)
    before = rows()
    assert counts(take(*WHOLE)) == {"unchanged": 3}
    assert rows() == before


def test_a_dry_run_tells_the_same_and_changes_nothing(take, rows) -> None:
    before = rows()
    assert counts(take(*WHOLE, dry_run=True)) == {"created": 3, "redirected": 1}
    assert rows() == before


def test_a_newer_release_updates_what_it_changes_and_the_old_name_still_finds_it(take) -> None:
    take(*WHOLE)
    newer = EAR.replace("keepers' ear", "lamp ear").replace('synonym: "harbour ear" EXACT []\n', "")
    assert counts(take(SEA, newer, GLASS, version="2026-12-01")) == {"updated": 1, "unchanged": 2}
    condition = named("Lamp ear")
    assert condition.slug == "keepers-ear"
    assert Board.objects.get(condition=condition).title == "Lamp ear"
    assert [match.condition for match in find("keepers' ear")] == [condition]
    assert [match.condition for match in find("harbour ear")] == [condition]
    assert Release.objects.count() == 2
    assert {row.release.version for row in Imported.objects.select_related("release")} == {
        "coast/releases/2026-12-01/coast.obo"
    }


def test_an_older_release_is_refused_unless_it_is_forced(take, rows) -> None:
    take(*WHOLE)
    before = rows()
    with pytest.raises(ImportProblem, match="Add --force"):
        take(*WHOLE, version="2018-07-05")
    assert rows() == before
    assert counts(take(*WHOLE, version="2018-07-05", force=True)) == {"unchanged": 3}


def test_a_smaller_file_of_the_same_release_is_taken_for_cut_off(take, rows) -> None:
    take(*WHOLE)
    before = rows()
    with pytest.raises(ImportProblem, match="may have been cut off"):
        take(SEA, EAR)
    assert rows() == before


def test_terms_that_a_release_does_not_hold_stay_as_they_are(take) -> None:
    take(*WHOLE)
    assert counts(take(SEA, EAR, version="2026-12-01")) == {"unchanged": 2, "missing": 1}
    assert named("Harbour glass syndrome").retired_at is None


def test_editors_names_and_articles_survive(take, source) -> None:
    take(*WHOLE)
    ear = named("Keepers' ear")
    names = [NameFact("synonym", "harbour ear"), NameFact("synonym", "lighthouse ear")]
    describe(ear, name="Keeper's ear", definition="Plain words.", names=names, codes=[CodeFact("COAST", "COAST:2")])
    publish(condition_id=ear.pk, body="An editor's words.", sources=[source], **BY_AN_EDITOR)
    take(SEA, EAR.replace("fog", "wind").replace("keepers' ear", "lamp ear"), GLASS, version="2026-12-01")
    ear.refresh_from_db()
    assert (ear.name, ear.definition) == ("Keeper's ear", "Plain words.")
    assert "lighthouse ear" in ear.names.values_list("text", flat=True)
    assert ear.article.current.body == "An editor's words."


def test_a_condition_that_editors_made_is_met_by_its_code_and_then_by_its_name(take) -> None:
    by_id, by_name = create(name="Something else"), create(name="HARBOUR GLASS syndrome")
    describe(by_id, name=by_id.name, definition="", names=[], codes=[CodeFact("COAST", "COAST:2")])
    assert counts(take(*WHOLE))["created"] == 1
    assert Imported.objects.get(key="COAST:3").condition == by_name
    by_id.refresh_from_db()
    assert by_id.name == "Something else"


def test_an_obsolete_term_retires_and_keeps_its_threads(take, client) -> None:
    take(*WHOLE)
    glass = named("Harbour glass syndrome")
    thread = thread_on(glass)
    gone = GLASS.replace("is_a: COAST:2 ! keepers' ear", "is_obsolete: true")
    assert counts(take(SEA, EAR, gone, version="2026-12-01")) == {"unchanged": 2, "retired": 1}
    glass.refresh_from_db()
    thread.refresh_from_db()
    assert glass.retired_at
    assert thread.board.condition == glass
    assert find("harbour glass") == []
    assert client.get(glass.url).status_code == 200


def test_a_term_that_comes_back_is_listed_again(take) -> None:
    take(*WHOLE)
    take(SEA, EAR, GLASS + "is_obsolete: true\n", version="2026-12-01")
    assert counts(take(*WHOLE, version="2027-01-01")) == {"updated": 1, "unchanged": 2}
    assert named("Harbour glass syndrome").retired_at is None


def test_a_merged_id_leads_to_the_survivor(take, client) -> None:
    take(*WHOLE)
    assert by_code("coast:20") == named("Keepers' ear")
    assert client.get("/conditions/code/COAST:20/").headers["Location"] == "/conditions/keepers-ear/"


def test_a_condition_whose_id_was_merged_gives_its_threads_to_the_survivor_and_its_address_redirects(
    take, client
) -> None:
    take(*WHOLE)
    glass, ear = named("Harbour glass syndrome"), named("Keepers' ear")
    thread = thread_on(glass)
    merged = EAR.replace("alt_id: COAST:20", "alt_id: COAST:20\nalt_id: COAST:3")
    assert counts(take(SEA, merged, version="2026-12-01")) == {"unchanged": 2, "redirected": 1}
    thread.refresh_from_db()
    assert thread.board.condition == ear
    assert client.get(glass.url).headers["Location"] == ear.url
    assert client.get(f"/forums/{glass.slug}/").headers["Location"] == f"/forums/{ear.slug}/"
    assert [match.condition for match in find("harbour glass syndrome")] == [ear]
    assert not Closure.objects.filter(descendant=glass).exclude(ancestor=glass).exists()
    assert list(discrepancies()) == []


def test_bans_and_boards_left_out_follow_the_threads(take, cast) -> None:
    take(*WHOLE)
    glass, ear = (Board.objects.get(condition=named(name)) for name in ("Harbour glass syndrome", "Keepers' ear"))
    Sanction.objects.create(member=cast.author, kind="ban", board=glass, reason="spam", until=clock.now() + DAY)
    BoardLeftOut.objects.create(member=cast.author, board=glass)
    BoardLeftOut.objects.bulk_create(BoardLeftOut(member=cast.member, board=board) for board in (glass, ear))
    take(SEA, EAR.replace("alt_id: COAST:20", "alt_id: COAST:3"), version="2026-12-01")
    assert standing_of(viewer(cast.author)).stop_on(ear.pk)
    assert set(BoardLeftOut.objects.filter(board=ear).values_list("member_id", flat=True)) == {
        cast.author.pk,
        cast.member.pk,
    }


def test_the_search_finds_articles_by_their_conditions_name_of_today_and_none_of_retired_ones(take, source) -> None:
    take(*WHOLE)
    glass = named("Harbour glass syndrome")
    publish(condition_id=glass.pk, body="Of marzipan.", sources=[source], **BY_AN_EDITOR)
    newer = GLASS.replace("harbour glass", "harbour pane")
    take(SEA, EAR, newer, version="2026-12-01")
    assert ArticleEntry.objects.get().title == "Harbour pane syndrome"
    take(SEA, EAR, newer + "is_obsolete: true\n", version="2027-01-01")
    assert not ArticleEntry.objects.exists()
    take(SEA, EAR, newer, version="2027-02-01")
    assert ArticleEntry.objects.get().title == "Harbour pane syndrome"


def test_what_replaced_an_obsolete_term_takes_its_place(take) -> None:
    take(*WHOLE)
    gone = GLASS.replace("is_a: COAST:2 ! keepers' ear", "is_obsolete: true\nreplaced_by: COAST:2")
    assert counts(take(SEA, EAR, gone, version="2026-12-01"))["redirected"] == 1
    assert named("Harbour glass syndrome").merged_into == named("Keepers' ear")


def test_obsolete_terms_that_replace_each_other_retire(take) -> None:
    take(*WHOLE)
    gone = GLASS.replace("is_a: COAST:2 ! keepers' ear", "is_obsolete: true\nreplaced_by: COAST:9")
    other = "\n[Term]\nid: COAST:9\nname: nine\nis_obsolete: true\nreplaced_by: COAST:3\n"
    report = take(SEA, EAR, gone, other, version="2026-12-01")
    assert report.retired == 1
    assert any(problem.startswith("COAST:3: what replaced it") for problem in report.problems)


def test_a_merge_that_would_show_threads_to_more_people_is_refused_and_the_condition_retires(take) -> None:
    take(*WHOLE)
    glass = named("Harbour glass syndrome")
    thread = thread_on(glass)
    Board.objects.filter(condition=glass).update(audience=Board.Audience.MEMBERS)
    report = take(SEA, EAR.replace("alt_id: COAST:20", "alt_id: COAST:3"), version="2026-12-01")
    thread.refresh_from_db()
    glass.refresh_from_db()
    assert thread.board.condition == glass
    assert (glass.merged_into, bool(glass.retired_at)) == (None, True)
    assert any("members only" in problem for problem in report.problems)


def test_cycles_and_unknown_parents_are_cut_and_told_each_time(take, rows) -> None:
    a = "\n[Term]\nid: COAST:4\nname: ebb\nis_a: COAST:5\n"
    b = "\n[Term]\nid: COAST:5\nname: flood\nis_a: COAST:4\nis_a: COAST:99\n"
    first = take(SEA, a, b)
    before = rows()
    second = take(SEA, a, b)
    assert first.problems == second.problems
    assert sorted(problem[:8] for problem in first.problems) == ["COAST:5:", "COAST:5:"]
    assert rows() == before
    assert Parent.objects.count() == 1


def test_a_link_that_was_cut_for_want_of_its_parent_comes_with_the_parent(take) -> None:
    take(SEA, GLASS)
    assert not Parent.objects.exists()
    take(*WHOLE, version="2026-12-01")
    assert Parent.objects.get(child=named("Harbour glass syndrome")).parent == named("Keepers' ear")


def test_names_that_differ_by_a_sign_get_slugs_of_their_own_and_keep_them(take) -> None:
    signs = (
        "\n[Term]\nid: COAST:4\nname: ebb+\n",
        "\n[Term]\nid: COAST:5\nname: ebb-\n",
        "\n[Term]\nid: COAST:6\nname: +++\n",
    )
    take(*signs)
    slugs = dict(Imported.objects.values_list("key", "condition__slug"))
    assert slugs == {"COAST:4": "ebb", "COAST:5": "ebb-2", "COAST:6": "condition"}
    take(*reversed(signs), version="2026-12-01")
    assert dict(Imported.objects.values_list("key", "condition__slug")) == slugs


def test_no_grant_over_everything_beneath_widens_until_that_is_confirmed(take, rows) -> None:
    take(SEA, EAR)
    member = make_member("lou-local")
    appoint(member_id=member.pk, board_id=Board.objects.get(condition=named("Sea ailment")).pk, beneath=True)
    before = rows()
    with pytest.raises(ImportProblem, match=r"lou-local over “Sea ailment” \(1 condition more\).*--confirm-grants"):
        take(*WHOLE, version="2026-12-01")
    assert rows() == before
    assert counts(take(*WHOLE, version="2026-12-01", confirmed=True))["created"] == 1
    assert Moderator.objects.get().beneath


def test_the_command_reports(take, file, manage) -> None:
    lines = manage("import_conditions", "obo", file(*WHOLE))
    assert lines[-1] == ("3 created, 0 updated, 0 unchanged, 0 retired, 1 redirected, 0 not in this file, 0 problems.")


def _whole_tree_stands() -> None:
    above: dict[int, set[int]] = {}
    for ancestor, node in Closure.objects.values_list("ancestor_id", "descendant_id"):
        above.setdefault(node, set()).add(ancestor)
    links: dict[int, set[int]] = {}
    for child, parent in Parent.objects.values_list("child_id", "parent_id"):
        links.setdefault(child, set()).add(parent)
    for node in Condition.objects.values_list("pk", flat=True):
        assert above[node] == {node}.union(*(above[parent] for parent in links.get(node, ())))
        assert not any(node in above[parent] for parent in links.get(node, ()))
    assert Board.objects.exclude(condition=None).count() == Condition.objects.count()


TERMS = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(["ebb", "flood", "Ebb", "ebb+", "tide"]),
        st.lists(st.integers(1, 7), max_size=2),
        st.lists(st.integers(1, 6), max_size=1),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def _written(terms) -> str:
    frames = []
    for number, name, parents, alternates, obsolete in terms:
        lines = [f"id: COAST:{number}", f"name: {name}"]
        lines += [f"alt_id: COAST:{one}" for one in alternates]
        lines += [f"is_a: COAST:{one}" for one in parents]
        frames.append("\n[Term]\n" + "\n".join([*lines, *(["is_obsolete: true"] if obsolete else [])]) + "\n")
    return HEADER.format(version="2026-07-31") + "".join(frames)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.tuples(TERMS, st.floats(0.3, 1)), min_size=1, max_size=3))
def test_whatever_files_come_in_whatever_order_the_tree_stands_and_nothing_doubles(files, db, tmp_path) -> None:
    for terms, share in files:
        text = _written(terms)
        path = tmp_path / "any.obo"
        path.write_text(text[: int(len(text) * share)])
        try:
            ontology = load_obo(str(path))
            apply(ontology, force=True)
        except ImportProblem:
            continue
        _whole_tree_stands()
        again = apply(load_obo(str(path)), force=True)
        assert (again.created, again.updated, again.retired) == (0, 0, 0)
        assert Imported.objects.count() == len(set(Imported.objects.values_list("condition_id", flat=True)))
    Imported.objects.all().delete()
    FormerCode.objects.all().delete()
