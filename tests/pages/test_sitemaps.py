"""The site map: an index of files of so many rows each, without anything that may not be found from outside."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from conditions.catalogue.describe import create
from conditions.catalogue.retire import retire
from forums.boards.models import Board
from medigest.pages import sitemaps
from tests.conftest import Cast, start

pytestmark = pytest.mark.django_db

NAMESPACE = {"s": sitemaps.SCHEMA}
SITE = "http://127.0.0.1:8000"


def places(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(answer.content)
    return [one.text.removeprefix(SITE) for one in root.findall("*/s:loc", NAMESPACE)]


@pytest.fixture
def small_files(monkeypatch):
    monkeypatch.setattr(sitemaps, "SIZE", 3)


def test_the_index_names_every_file_that_holds_something_and_each_can_be_read(small_files, client: Client, db):
    conditions = [create(name=f"Condition {number}") for number in range(12)]
    retire([one.pk for one in conditions if one.pk % 12 // 3 == 1])  # one file comes to hold nothing
    files = places(client, "/sitemap.xml")
    assert files[0] == "/sitemap/pages/0.xml"
    listed = [place for path in files if "conditions" in path for place in places(client, path)]
    in_use = [one.url for one in conditions if one.pk % 12 // 3 != 1]
    assert listed == in_use
    assert all(places(client, path) for path in files)


def test_threads_and_boards_stand_there_only_where_the_board_may_be_found_from_outside(
    client: Client, cast: Cast, board: Board, quiet: Board
):
    thread = start(cast.author, board).thread
    start(cast.author, quiet, title="Among members")
    assert not [path for path in places(client, "/sitemap.xml") if "threads" in path or "boards" in path]
    Board.objects.update(indexable=True)
    found = [place for path in places(client, "/sitemap.xml") for place in places(client, path)]
    assert thread.get_absolute_url() in found
    assert board.url in found
    assert not [place for place in found if "among-members" in place or "quiet-room" in place]


def test_robots_are_led_to_the_site_map(client: Client, db):
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").content.decode().splitlines()
