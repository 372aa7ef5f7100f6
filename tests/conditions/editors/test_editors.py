"""Editors of some articles: named by an administrator, with a reason and an end, and seen beside what they edit."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from conditions.articles.models import Correction
from conditions.catalogue.describe import create
from conditions.catalogue.relate import relate
from conditions.catalogue.relate_all import relate_all
from conditions.editors.appoint import appoint
from conditions.editors.models import Editor
from conditions.editors.read import edits
from conditions.editors.revoke import revoke
from conditions.signals import Refused
from medigest.audit.models import Decision
from medigest.kit import clock
from medigest.members.viewer import Viewer
from tests.conftest import viewer
from tests.forums.helpers import fresh

pytestmark = pytest.mark.django_db
SAID = {"until": None, "statement": "She knows the sources.", "beneath": False}


@pytest.fixture
def above(asps):
    """A condition above ASPS."""
    made = create(name="Sarcoma")
    relate(child_id=asps.pk, parent_ids=[made.pk])
    return made


@pytest.fixture
def mina(cast):
    return cast.member


def named(cast, condition, **more) -> Editor:
    given = {"member_id": cast.member.pk, "condition_id": condition.pk, "actor_id": cast.administrator.pk}
    return appoint(**SAID | given | more)


def test_a_grant_reaches_its_article_or_all_beneath_it_and_no_other(cast, mina, asps, above):
    assert not viewer(mina).is_editor
    grant = named(cast, above)
    assert (edits(viewer(mina), above), edits(viewer(mina), asps)) == (True, False)
    named(cast, above, beneath=True)
    assert Editor.objects.get() == grant
    assert edits(viewer(mina), asps)
    named(cast, asps)
    Editor.objects.filter(pk=grant.pk).delete()
    assert (edits(viewer(mina), above), edits(viewer(mina), asps)) == (False, True)
    assert edits(viewer(cast.editor), above)


def test_it_sleeps_without_a_second_factor_and_ends_by_itself(cast, mina, asps, enter):
    named(cast, asps, until=clock.now() + timedelta(days=1))
    asleep = Viewer(mina)
    assert (asleep.is_editor, asleep.powers_asleep, viewer(mina).is_editor) == (False, True, True)
    answer = enter(mina, second_factor=False).get(f"{asps.url}edit/")
    assert (answer.status_code, "second factor" in answer.content.decode()) == (403, True)
    Editor.objects.update(until=clock.now() - timedelta(seconds=1))
    assert not viewer(mina).is_editor


def test_who_is_appointed_and_dismissed_is_told_why(cast, mina, asps, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        grant = named(cast, asps)
        revoke(grant_id=grant.pk, actor_id=cast.administrator.pk, statement="Thank you for a good year.")
    decisions = Decision.objects.filter(member=mina).order_by("pk")
    assert [one.action for one in decisions] == ["appoint-editor", "revoke-editor"]
    assert ["knows the sources" in one.body or "a good year" in one.body for one in mail.outbox] == [True, True]
    assert not any(asps.name in one.body or asps.name in one.subject for one in mail.outbox)
    assert not viewer(mina).is_editor


def test_an_editor_of_one_article_changes_that_one_and_keeps_what_was_typed_for_another(cast, mina, asps, above, enter):
    named(cast, asps)
    client = enter(mina)
    form = {
        "body": "A long text.",
        "version": "0",
        "note": "",
        "sources-TOTAL_FORMS": "0",
        "sources-INITIAL_FORMS": "0",
    }
    assert client.post(f"{asps.url}edit/", form).status_code == 302
    refused = client.post(f"{above.url}edit/", form)
    assert (refused.status_code, "A long text." in refused.content.decode()) == (403, True)
    assert client.get(reverse("conditions:new")).status_code == 403
    page = client.get("/conditions/").content.decode()
    assert (reverse("conditions:corrections") in page, reverse("conditions:new") in page) == (True, False)


def test_they_read_and_decide_the_corrections_of_their_articles_alone(cast, mina, asps, above, enter, publish_text):
    waiting = [
        Correction.objects.create(
            article=revision.article,
            revision=revision,
            text=f"Mend {revision.pk}.",
            source="A book",
            proposer=cast.author,
        )
        for revision in (publish_text(condition_id=one.pk) for one in (asps, above))
    ]
    named(cast, asps)
    client = enter(mina)
    listed = client.get(reverse("conditions:corrections")).content.decode()
    urls = [reverse("conditions:correction", args=[one.pk]) for one in waiting]
    assert [url in listed for url in urls] == [True, False]
    taken = [client.post(url, {"verdict": "accepted", "note": ""}).status_code for url in urls]
    assert taken == [302, 403]
    assert [fresh(one).outcome for one in waiting] == ["accepted", "open"]
    for name in ("review", "restore"):
        args = [above.slug] if name == "review" else [above.slug, 1]
        assert client.get(reverse(f"conditions:{name}", args=args)).status_code == 403


def test_an_article_names_its_editors_at_once_and_no_more_once_they_left(cast, mina, asps, above, enter):
    visitor = enter(None)
    assert mina.handle not in visitor.get(asps.url).content.decode()
    grant = named(cast, above, beneath=True)
    assert mina.handle in visitor.get(asps.url).content.decode()
    mina.leaving_at = clock.now()
    mina.save(update_fields=["leaving_at"])
    assert mina.handle not in visitor.get(asps.url).content.decode()
    mina.leaving_at = None
    mina.save(update_fields=["leaving_at"])
    revoke(grant_id=grant.pk, actor_id=cast.administrator.pk, statement="The year is over.")
    assert mina.handle not in visitor.get(asps.url).content.decode()


def test_an_administrator_does_it_on_the_page_and_nobody_else_can(cast, mina, asps, board, quiet, enter):
    page = reverse("moderation:people")
    form = {"handle": mina.handle, "office": "editor", "board": board.slug, "beneath": "on", "days": "90"}
    client = enter(cast.administrator)
    assert client.post(page, form | {"statement": "Why", "board": quiet.slug}).status_code == 422
    assert client.post(page, form | {"statement": "She knows the sources."}).status_code == 302
    grant = Editor.objects.get()
    assert (grant.member, grant.condition, grant.beneath, grant.granted_by) == (mina, asps, True, cast.administrator)
    assert timedelta(days=89) < grant.until - clock.now() <= timedelta(days=90)
    assert fresh(mina).role == "member"
    dismiss = reverse("moderation:dismiss_editor", args=[grant.pk])
    assert dismiss in client.get(page).content.decode()
    assert enter(cast.editor).post(dismiss, {"statement": "No."}).status_code == 403
    assert client.post(dismiss, {"statement": ""}).status_code == 422
    assert client.post(dismiss, {"statement": "The year is over."}).status_code == 302
    assert not Editor.objects.exists()


def test_a_grant_comes_to_reach_further_only_where_somebody_says_so(cast, asps, above):
    named(cast, above, beneath=True)
    other = create(name="Another tumour")
    with pytest.raises(Refused, match=r"mina-member over “Sarcoma” \(1 condition more\)"):
        relate_all({other.pk: [above.pk]}, confirmed=False)
