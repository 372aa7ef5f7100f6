"""Each name, definition and code tells where it is from."""

import pytest
from django.test import Client

from conditions.catalogue.describe import NameFact, describe
from conditions.catalogue.models import Condition
from conditions.catalogue.read import told
from conditions.importers.provenance import records_of, stated_in

from .conftest import WHOLE

pytestmark = pytest.mark.django_db


def test_what_a_release_stated_is_from_it_and_what_an_editor_wrote_is_not(take, client: Client):
    take(*WHOLE)
    ear = Condition.objects.get(name="Keepers' ear")
    names = [*(NameFact(one.kind, one.text) for one in ear.names.all()), NameFact("synonym", "lamp ear")]
    describe(ear, name=ear.name, definition="An editor's words.", names=names, codes=[])
    stated = stated_in(told(ear.pk, more=[records_of(ear.pk)]))
    assert stated.names["harbour ear"].title == "coast"
    assert stated.names["Keepers' ear"].licence == "CC0 1.0"
    assert "lamp ear" not in stated.names
    assert ear.definition not in stated.definitions
    page = client.get(ear.url)
    rows = {row["text"]: bool(row["release"]) for row in page.context["provenance"]}
    assert rows["harbour ear"]
    assert (rows["lamp ear"], rows["An editor's words."]) == (False, False)
    assert "Imported, not reviewed" not in page.content.decode()


def test_an_imported_definition_stands_apart_and_says_so(take, client: Client):
    take(*WHOLE)
    page = client.get(Condition.objects.get(name="Keepers' ear").url).content.decode().partition("<main")[2]
    assert page.index("Imported, not reviewed") < page.index("A sea ailment that has its basis in fog")


def test_a_condition_of_an_editors_own_has_no_release(asps):
    assert stated_in(told(asps.pk, more=[records_of(asps.pk)])).names == {}
