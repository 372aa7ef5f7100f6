"""The pages: one's data, the way out, and what is kept."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from medigest.kit import clock
from medigest.members.models import Export
from medigest.members.privacy import archive, ask, registry
from tests.conftest import PASSWORD
from tests.forums.helpers import fresh

EXPORT, DELETE = reverse("members:export"), reverse("members:delete")
REAUTHENTICATE = reverse("account_reauthenticate")
WISHES = {"posts": "keep", "titles": "erase", "reports": "erase", "sure": "on"}


@pytest.fixture
def known(cast: Any, enter: Any) -> Any:
    """Mina's browser, in which she has just shown that it is she."""
    client = enter(cast.member)
    client.post(REAUTHENTICATE, {"password": PASSWORD})
    return client


def ready(member: Any) -> Export:
    export = ask.ask(member_id=member.pk)
    archive.build(export_id=export.pk)
    return Export.objects.get(pk=export.pk)


def test_who_asks_for_their_data_shows_once_more_who_it_is_and_then_gets_it(cast: Any, enter: Any) -> None:
    client = enter(cast.member)
    assert client.post(EXPORT).url.startswith(REAUTHENTICATE)
    assert not Export.objects.exists()
    # What was asked for goes on by itself.
    answer = client.post(f"{REAUTHENTICATE}?next={EXPORT}", {"password": PASSWORD})
    assert answer.url == EXPORT
    assert Export.objects.get().member == cast.member


def test_progress_is_shown_and_asked_for_again_until_it_is_ready(cast: Any, known: Any) -> None:
    known.post(EXPORT)
    Export.objects.update(done=3)
    page = known.get(EXPORT).content.decode()
    assert '<progress id="export-progress"' in page
    assert 'value="3"' in page
    part = known.get(reverse("members:export_progress")).content.decode()
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    archive.build(export_id=Export.objects.get().pk)
    part = known.get(reverse("members:export_progress")).content.decode()
    assert "hx-trigger" not in part
    assert reverse("members:export_file", args=[Export.objects.get().pk]) in part


def test_one_that_takes_too_long_can_be_started_again(cast: Any, known: Any) -> None:
    known.post(EXPORT)
    Export.objects.update(asked_at=clock.now() - ask.LOST_AFTER - timedelta(seconds=1))
    assert "Start again" in known.get(EXPORT).content.decode()


def test_the_archive_is_streamed_kept_by_no_cache_and_named_discreetly(cast: Any, known: Any) -> None:
    answer = known.get(reverse("members:export_file", args=[ready(cast.member).pk]))
    assert answer.streaming
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    with ZipFile(BytesIO(answer.getvalue())) as opened:
        name = next(one for one in opened.namelist() if one.endswith("-member.json"))
        assert json.loads(opened.read(name))["rows"][0]["handle"] == cast.member.handle


def test_a_session_that_somebody_left_open_does_not_get_it(cast: Any, enter: Any) -> None:
    url = reverse("members:export_file", args=[ready(cast.member).pk])
    assert enter(cast.member).get(url).url.startswith(REAUTHENTICATE)


def test_after_its_week_and_without_its_file_it_is_not_there(cast: Any, known: Any) -> None:
    export = ready(cast.member)
    url = reverse("members:export_file", args=[export.pk])
    Export.objects.update(ready_at=clock.now() - timedelta(days=7, minutes=1))
    assert known.get(url).status_code == 404
    Export.objects.update(ready_at=clock.now(), name="gone.zip")
    assert known.get(url).status_code == 404


def test_it_can_be_deleted_before_its_week_is_over(cast: Any, known: Any) -> None:
    ready(cast.member)
    known.post(EXPORT, {"do": "drop"})
    assert not Export.objects.exists()


def test_who_asks_too_often_waits(cast: Any, known: Any, still: None) -> None:
    assert [known.post(EXPORT).status_code for _time in range(6)] == [302] * 5 + [429]


def test_who_leaves_shows_once_more_who_it_is_and_the_wishes_are_not_lost(cast: Any, enter: Any) -> None:
    client = enter(cast.member)
    assert client.post(DELETE, WISHES).url.startswith(REAUTHENTICATE)
    assert not fresh(cast.member).is_leaving
    client.post(f"{REAUTHENTICATE}?next={DELETE}", {"password": PASSWORD})
    assert fresh(cast.member).leaving_wishes == {"posts": True, "titles": False, "reports": False}


def test_without_the_tick_nothing_happens_and_the_choice_is_kept(cast: Any, known: Any) -> None:
    answer = known.post(DELETE, {name: value for name, value in WISHES.items() if name != "sure"})
    assert answer.status_code == 422
    assert "Please tick this" in answer.content.decode()
    assert 'value="keep" id="id_posts_1" checked' in answer.content.decode()
    assert not fresh(cast.member).is_leaving


def test_a_form_that_comes_back_after_the_password_is_sent_to_its_own_page(cast: Any, enter: Any) -> None:
    client = enter(cast.member)
    client.post(DELETE, {})
    page = client.post(f"{REAUTHENTICATE}?next={DELETE}", {"password": PASSWORD}).content.decode()
    assert "Please tick this" in page
    assert f'<form method="post" action="{DELETE}" class="stack"' in page


def test_every_page_tells_who_leaves_how_to_stay_and_staying_asks_nothing(cast: Any, known: Any, enter: Any) -> None:
    known.post(DELETE, WISHES)
    later = enter(cast.member)
    for page in ("/", "/settings/", "/forums/"):
        assert "Keep my account" in later.get(page).content.decode()
    assert later.post(DELETE, {"do": "stay"}).url == DELETE
    assert not fresh(cast.member).is_leaving
    assert "Keep my account" not in later.get("/").content.decode()


def test_who_leaves_can_still_log_in(cast: Any, known: Any, client: Any) -> None:
    known.post(DELETE, WISHES)
    EmailAddress.objects.create(user=cast.member, email=cast.member.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": cast.member.handle, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(cast.member.pk)


def test_the_only_administrator_reads_why_not_and_finds_no_form(cast: Any, enter: Any) -> None:
    client = enter(cast.administrator)
    client.post(REAUTHENTICATE, {"password": PASSWORD})
    for answer in (client.get(DELETE), client.post(DELETE, WISHES)):
        assert "You are the only administrator" in answer.content.decode()
        assert 'name="sure"' not in answer.content.decode()
    assert not fresh(cast.administrator).is_leaving


def test_the_page_about_privacy_tells_everything_that_is_placed(client: Any, db: None) -> None:
    page = client.get(reverse("privacy")).content.decode()
    for _table, holding in registry.holdings():
        assert str(holding.what).replace("'", "&#x27;") in page
        assert str(holding.kept) in page
