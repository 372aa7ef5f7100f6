"""An alias is joined to its member nowhere: not on the pages of what stands under it, nor on those of the member."""

import logging
from collections.abc import Iterator

import pytest
from django.urls import reverse

from forums.threads.models import Alias, Post
from medigest.members.models import Member
from tests.surfaces.routes import ENDS_THE_SESSION, addresses, is_ours, routes
from tests.surfaces.world import ASPS, OLLI, QUIET, ROLES, World

pytestmark = pytest.mark.django_db
UNDER = ("aliased-opening", "alias-published", "alias-reported", "alias-hidden", "alias-held", "alias-rejected")


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "django.request")


def _read(world: World, role: str, urls: Iterator[str]) -> Iterator[tuple[str, str]]:
    client = world.client(role)
    for url in urls:
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        yield url, f"{dict(response.headers)} {body.decode(errors='replace')}"


def _everywhere(world: World) -> Iterator[str]:
    for route in routes():
        if is_ours(route) and route.name != ENDS_THE_SESSION and route.surface and "GET" in route.surface.methods:
            yield from (address.url for address in addresses(world, route))


@pytest.mark.parametrize("role", ROLES)
def test_no_page_holds_the_handle_of_who_writes_under_aliases_alone(role: str, world: World) -> None:
    for url, text in _read(world, role, _everywhere(world)):
        assert OLLI not in text, f"{role} reads who writes under an alias at {url}"


def _about_olli() -> Iterator[str]:
    for name in ("members:profile", "members:block", "moderation:member"):
        yield reverse(name, args=[OLLI])
    yield f"{reverse('search:search')}?q=by%3A{OLLI}+says"
    yield f"{reverse('search:search')}?q=by%3A{OLLI}"
    yield from (f"{reverse('forums:people', args=[board])}?q=olli" for board in (ASPS, QUIET))


@pytest.mark.parametrize("role", ROLES)
def test_no_page_about_the_member_tells_what_they_write_under_an_alias(role: str, world: World) -> None:
    words = {one.word for one in world.canaries if one.author == OLLI and one.word != OLLI}
    words |= {alias.name for alias, _said in world.aliases}
    for url, text in _read(world, role, _about_olli()):
        assert not {word for word in words if word in text}, f"{role} at {url}"


def test_what_stands_under_an_alias_is_read_under_it(world: World) -> None:
    for board in (ASPS, QUIET):
        for label in UNDER:
            said = world.post(label, board)
            place = reverse("forums:thread", args=[board, said.thread.row.pk, said.thread.row.slug])
            page = world.client("moderator").get(place).content.decode()
            anchor = f"post-{said.row.position}" if said.row.position else f"waiting-{said.row.pk}"
            article = page.split(f'id="{anchor}"')[1].split("</header>")[0]
            assert Post.objects.get(pk=said.row.pk).alias.name in article  # type: ignore[union-attr]


def test_no_mail_but_their_own_names_who_is_behind_an_alias(world: World) -> None:
    for mail in world.mails:
        assert OLLI not in str(mail.message()) or mail.to == [f"{OLLI}@example.org"]


def test_the_member_has_it_in_their_own_archive_alone(world: World) -> None:
    olli = Member.objects.get(handle=OLLI)
    assert Alias.objects.filter(member=olli).count() == 4
